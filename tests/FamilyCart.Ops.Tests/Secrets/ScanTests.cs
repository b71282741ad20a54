using System.Diagnostics;
using System.Security.Cryptography;

namespace FamilyCart.Ops.Tests.Secrets;

/// <summary>build/scan-secrets.sh in a repository with a planted secret. It would find those that stood here whole.</summary>
public sealed class ScanTests : IDisposable
{
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("familycart-scan-").FullName;
    private readonly string _random = RandomNumberGenerator.GetString(Letters, 40) + "7a";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("private-key", "-----BEGIN {0}PRIVATE KEY-----", "EC ")]
    [InlineData("token", "push with {0}_RANDOM", "ghp")]
    [InlineData("token", "url: https://x/?k={0}_RANDOM", "npm")]
    [InlineData("cloud-key", "Endpoint=x;{0}Key=RANDOM==", "Account")]
    [InlineData("connection-string", "Host=db;Username=u;{0}word=RANDOM;Database=d", "Pass")]
    [InlineData("connection-string", "redis: localhost:6379,{0}word=s3same", "pass")]
    [InlineData("address", "postgresql://owner:{0}RANDOM@db/x", "p")]
    [InlineData("assignment", "SMTP_{0}WORD=RANDOM", "PASS")]
    [InlineData("assignment", "\"api{0}\": \"RANDOM\",", "Key")]
    [InlineData("assignment", "const string Operator{0} = \"RANDOM\";", "Token")]
    public async Task Scan_PlantedSecret_IsNamedAndNotShown(string rule, string line, string part)
    {
        await PlantAsync("src/planted file.txt", $"first\n{Fill(line, part)}\n");
        var (code, text) = await ScanAsync();
        Assert.Equal(1, code);
        Assert.Contains($"src/planted file.txt:2: looks like a secret ({rule})", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_random, text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3same", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;{0}word={{secret:familycart-password}};Database=d", "Pass")]
    [InlineData("Host=db;{0}word=...;Database=d", "Pass")]
    [InlineData("Host=db;{0}word=$SECRET;Database=d", "Pass")]
    [InlineData("operator{0} = configuration[\"Parameters:operator\"];", "Token")]
    [InlineData("slotToken = GatewayExtensions.AddSlot{0}(builder);", "Token")]
    public async Task Scan_ReferenceOrCode_IsNone(string line, string part)
    {
        await PlantAsync("settings.txt", Fill(line, part));
        Assert.Equal((0, ""), await ScanAsync());
    }

    [Theory]
    [InlineData("src/* assignment RANDOM made up here", 0, "")]
    [InlineData("src/* assignment RANDOM", 1, "has no reason")]
    [InlineData("src/* token RANDOM made up here", 1, "looks like a secret (assignment)")]
    [InlineData("other/* assignment RANDOM made up here", 1, "allows nothing")]
    public async Task Scan_Allowance_IsForItsFileRuleAndValueAlone(string allowance, int expected, string part)
    {
        await PlantAsync("src/a.txt", Fill("the_{0}=RANDOM\n", "token"));
        await PlantAsync("build/secrets-allowed.txt", Fill(allowance, ""));
        var (code, text) = await ScanAsync();
        Assert.Equal(expected, code);
        Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_NoRepository_Says2()
    {
        var (code, _) = await RunAsync("bash", Script(), _folder);
        Assert.Equal(2, code);
    }

    private static string Script()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FamilyCart.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return Path.Combine(folder, "build", "scan-secrets.sh");
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(120));
        return (process.ExitCode, await output + await errors);
    }

    private string Fill(string line, string part) =>
        line.Replace("{0}", part, StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal).Replace("RANDOM", _random, StringComparison.Ordinal);

    private async Task PlantAsync(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, text);
    }

    private async Task<(int Code, string Text)> ScanAsync()
    {
        Assert.Equal(0, (await RunAsync("git", "-C", _folder, "init", "--quiet")).Code);
        return await RunAsync("bash", Script(), _folder);
    }
}
