using System.Text.Json;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Secrets;
using FamilyCart.Ops.Secrets.Audit;
using FamilyCart.Testing;
using Spectre.Console;

namespace FamilyCart.Ops.Tests.Secrets;

public sealed class AuditTests : IDisposable
{
    private const string Good = "k7Qm2Zp9Xr4Vt6Bn8Wc3Hd5Js";
    private const string Other = "Fy3Lg8Tn5Rk2Mw7Qx4Zb9Vc6P";

    private readonly PublishedFolder _folder = new();
    private readonly ManualTime _time = new();

    public AuditTests()
    {
        // The clock of the tests is behind that of the machine.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Audit_AllIsWell_EndsWith0()
    {
        Add("one", Good, days: 3);
        Add("two", Other, days: 179);
        _folder.Add("github-token", "", isOptional: true);
        var (code, secrets, _) = Run();
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal((3, 25, 62, "uat-api-blue"), (secrets["one"].AgeDays, secrets["one"].Strength!.Length, secrets["one"].Strength!.Alphabet, secrets["one"].Readers.Single()));
    }

    [Theory]
    [InlineData("short-1aB", "is shorter than 12 characters")]
    [InlineData("changeme-changeme-2026", "is a placeholder")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "is a placeholder")]
    [InlineData("0123401234012340123401234", "is easy to guess")]
    [InlineData("blank in between 0123456", "has other characters than letters, digits, dashes, underscores and dots")]
    [InlineData("", "is empty")]
    [InlineData(Other, "is the same as other")]
    public void Audit_Weak_SaysSoAndNotWhatItIs(string value, string fault)
    {
        Add("other", Other, days: 1);
        Add("one", value, days: 1);
        var (code, secrets, text) = Run();
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains(fault, secrets["one"].Faults);
        Assert.All(new[] { value, Other }.Where(secret => secret.Length > 0), secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Audit_Expired_SaysSo()
    {
        Add("one", Good, days: 181);
        Assert.Equal(["is expired"], Run().Secrets["one"].Faults);
        Assert.Equal(ExitCode.Done, Run(longestDays: 200).Code);
    }

    [Fact]
    public void Audit_Missing_Changing_AndUnread_AreNamed()
    {
        Add("gone", Good, days: 1);
        File.Delete(_folder.PathOf("gone"));
        Add("two", $"{Good}\n{Other}", days: 1);
        File.WriteAllText(_folder.PathOf("left"), Other + "x");
        var (_, secrets, _) = Run();
        Assert.Equal(["is missing"], secrets["gone"].Faults);
        Assert.Equal(["has the one before beside it; rotate it again to end that"], secrets["two"].Faults);
        Assert.Contains("is read by nobody", secrets["left"].Faults);
    }

    [Fact]
    public void Audit_FolderThatAllMayRead_IsAFault()
    {
        Add("one", Good, days: 1);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_folder.Root, Open);
        File.SetUnixFileMode(_folder.Secrets, Open);
        Assert.Equal(["can be read by every user of the machine"], Run().Secrets["one"].Faults);
    }

    [Fact]
    public void Audit_Run_ReadsItsStore()
    {
        var store = Path.Combine(_folder.Root, "secrets.json");
        File.Delete(Path.Combine(_folder.Root, SecretIndex.FileName));
        File.WriteAllText(store, JsonSerializer.Serialize(new Dictionary<string, string> { ["slot-token"] = Good, ["ci-token"] = Good }));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(store, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.SetLastWriteTimeUtc(store, _time.GetUtcNow().UtcDateTime);
        Assert.Equal(["is the same as ci-token"], Run().Secrets["slot-token"].Faults);
    }

    [Fact]
    public void Audit_OtherFolder_IsRefused()
    {
        using var text = new StringWriter();
        Assert.Equal(ExitCode.Usage, AuditCommand.Run(Path.Combine(_folder.Root, "nowhere"), 1, _time, Output(text, json: true)));
        Assert.Contains("secrets-index.json is missing", text.ToString(), StringComparison.Ordinal);
    }

    private static OpsOutput Output(StringWriter text, bool json) =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No }), text, json);

    private void Add(string name, string value, int days)
    {
        _folder.Add(name, value, readers: new SecretReader("uat-api-blue", Once: false, null));
        File.SetLastWriteTimeUtc(_folder.PathOf(name), _time.GetUtcNow().UtcDateTime.AddDays(-days));
    }

    // Both forms: neither may show a secret.
    private (ExitCode Code, IReadOnlyDictionary<string, AuditedSecret> Secrets, string Text) Run(int longestDays = 180)
    {
        using var text = new StringWriter();
        var code = AuditCommand.Run(_folder.Root, longestDays, _time, Output(text, json: false));
        using var json = new StringWriter();
        Assert.Equal(code, AuditCommand.Run(_folder.Root, longestDays, _time, Output(json, json: true)));
        var secrets = JsonDocument.Parse(json.ToString()).RootElement.GetProperty("secrets").Deserialize<List<AuditedSecret>>(JsonSerializerOptions.Web)!;
        return (code, secrets.ToDictionary(secret => secret.Name), text.ToString() + json);
    }
}
