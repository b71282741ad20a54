using FamilyCart.ServiceDefaults.Tests.Support;

namespace FamilyCart.ServiceDefaults.Tests.Preflight;

public sealed class PreflightTests : IDisposable
{
    private const string Good = "aB3-_.aB3-_.aB3-_.aB3-_.";

    private readonly SecretsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AllAsItShouldBe_CountsAndEndsWithZero()
    {
        _folder.Write("operator-token", Good).Write("ci-token", Good + "x\r\n").Write("github-token", "\n").Write("mail-password", "Correct.Horse_9");
        Assert.Equal(
            (0, "4 secrets and 2 settings are as they should be.\n"),
            await RunAsync(
                ("Preflight:Secrets:operator-token", "24"),
                ("Preflight:Secrets:ci-token", "24"),
                ("Preflight:Optional:github-token", "40"),
                ("Preflight:Optional:mail-password", "12"),
                ("Preflight:Required:RUNNER_SCOPE", "orgs/example"),
                ("Preflight:Required:GATEWAY:HOSTS", "example.org")));
    }

    [Fact]
    public async Task Run_NothingToCheck_EndsWithZero() =>
        Assert.Equal((0, "0 secrets and 0 settings are as they should be.\n"), await RunAsync());

    [Fact]
    public async Task Run_ManyFaults_PrintsThemInOneGoWithoutASecret()
    {
        _folder.Write("short", "hunter2").Write("spaced", "hunter2 hunter2;").Write("empty", "").Write("first", Good).Write("second", Good).Write("third", Good);
        var (code, text) = await RunAsync(
            ("Preflight:Secrets:absent", "12"),
            ("Preflight:Secrets:empty", "12"),
            ("Preflight:Secrets:first", "24"),
            ("Preflight:Secrets:second", "24"),
            ("Preflight:Secrets:short", "12"),
            ("Preflight:Secrets:spaced", "24"),
            ("Preflight:Optional:gone", "12"),
            ("Preflight:Optional:third", "12"),
            ("Preflight:Required:RUNNER_SCOPE", ""),
            ("Preflight:Required:GATEWAY:HOSTS", " "),
            ("Preflight:Required:PROBE_ADDRESS", null));
        Assert.Equal(1, code);
        Assert.Equal(
            [
                "The configuration does not allow a start:",
                $"- absent: {_folder.PathOf("absent")} is missing; write the secret into it, and see that it is mounted here.",
                $"- empty: {_folder.PathOf("empty")} is empty; write 12 or more random letters and digits into it.",
                $"- second: {_folder.PathOf("second")} holds the same as first; make another one.",
                $"- short: {_folder.PathOf("short")} is shorter than 12 characters; make one of 12 or more random letters and digits.",
                $"- spaced: {_folder.PathOf("spaced")} is shorter than 24 characters; make one of 24 or more random letters and digits.",
                $"- spaced: {_folder.PathOf("spaced")} has other characters than letters, digits, dashes, underscores and dots; make one of these alone, on one line.",
                $"- gone: {_folder.PathOf("gone")} is missing; write the secret into it, and see that it is mounted here.",
                $"- third: {_folder.PathOf("third")} holds the same as first; make another one.",
                "- GATEWAY__HOSTS has no value; set it in .env.",
                "- PROBE_ADDRESS has no value; set it in .env.",
                "- RUNNER_SCOPE has no value; set it in .env.",
            ],
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Good, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("changeme")]
    [InlineData("ChangeMe")]
    [InlineData("change-me")]
    [InlineData("CHANGE-ME-change-me")]
    [InlineData("password")]
    [InlineData("password1234")]
    [InlineData("secret_example.2")]
    [InlineData("todo")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("0")]
    public async Task Run_Placeholder_IsAFault(string text)
    {
        foreach (var kind in new[] { "Secrets", "Optional" })
        {
            Assert.Equal(
                (1, $"The configuration does not allow a start:\n- one: {_folder.PathOf("one")} is a placeholder; make a random one.\n"),
                await RunOneAsync(text, kind, "1"));
        }
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaab")]
    [InlineData("x7password9q")]
    [InlineData("4711081512345")]
    [InlineData("--__..")]
    public async Task Run_SecretWithAWordInside_IsNoPlaceholder(string text) => Assert.Equal(0, (await RunOneAsync(text, "Secrets", "1")).Code);

    [Theory]
    [InlineData("many", "Preflight:Secrets:one is 'many', which is not a whole number between 1 and 65536; for example Preflight:Secrets:one=24.")]
    [InlineData("0", "Preflight:Secrets:one is '0', which is not a whole number between 1 and 65536; for example Preflight:Secrets:one=24.")]
    [InlineData("", "Preflight:Secrets:one says no length; give the least number of characters, for example Preflight:Secrets:one=24.")]
    public async Task Run_LengthThatIsNone_IsAFault(string shortest, string fault) =>
        Assert.Equal((1, $"The configuration does not allow a start:\n- {fault}\n"), await RunOneAsync(Good, "Secrets", shortest));

    [Theory]
    [InlineData("Preflight:Secrets:../x", "24", "Preflight:Secrets:../x is no name of a secret; use lower-case letters, digits and dashes.")]
    [InlineData("Preflight:Optional:Upper", "24", "Preflight:Optional:Upper is no name of a secret; use lower-case letters, digits and dashes.")]
    [InlineData("Preflight:Optional:both", "24", "Preflight:Optional:both is among Preflight:Secrets too; leave one of the two out.")]
    [InlineData("Preflight:Secret:x", "24", "Preflight:Secret is no kind of check; use Preflight:Secrets, Preflight:Optional or Preflight:Required.")]
    [InlineData("Secrets:Folder", "here", "Secrets:Folder is 'here', which is not an absolute path; for example Secrets:Folder=/run/secrets.")]
    public async Task Run_PlanAtFault_IsNamed(string key, string value, string fault)
    {
        _folder.Write("both", Good);
        Assert.Equal(
            (1, $"The configuration does not allow a start:\n- {fault}\n"),
            await RunAsync(("Preflight:Secrets:both", "24"), (key, value)));
    }

    [Fact]
    public async Task Run_ReferencesAtFault_AreToldWithTheRest()
    {
        var (code, text) = await RunAsync(("A:Key", "{secret:absent}"), ("Preflight:Required:RUNNER_SCOPE", ""), ("Preflight:Secrets:absent", "12"));
        Assert.Equal((1, 4), (code, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains("- A:Key refers to ", text, StringComparison.Ordinal);
        Assert.Contains("- RUNNER_SCOPE has no value", text, StringComparison.Ordinal);
        Assert.Contains("- absent: ", text, StringComparison.Ordinal);
    }

    private Task<(int Code, string Text)> RunOneAsync(string text, string kind, string shortest)
    {
        _folder.Write("one", text);
        return RunAsync(($"Preflight:{kind}:one", shortest));
    }

    private async Task<(int Code, string Text)> RunAsync(params (string Key, string? Value)[] settings)
    {
        using var text = new StringWriter();
        var app = TestService.Build(new LogSink(), null, [.. settings.Any(setting => setting.Key == "Secrets:Folder") ? [] : new[] { _folder.Setting }, .. settings]);
        return (await app.RunServiceAsync(["preflight"], text, TextWriter.Null), text.ToString());
    }
}
