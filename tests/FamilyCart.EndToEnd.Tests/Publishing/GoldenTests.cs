using System.Globalization;
using System.Text.RegularExpressions;

namespace FamilyCart.EndToEnd.Tests.Publishing;

/// <summary>What the AppHost publishes, against what was looked at and found right.</summary>
public sealed partial class GoldenTests
{
    private const string Golden = "tests/FamilyCart.EndToEnd.Tests/Publishing/Golden";
    private const string Compose = "docker-compose.yaml";

    [Theory]
    [InlineData(Compose)]
    [InlineData("compose.limits.yaml")]
    [InlineData(".env")]
    [InlineData("postgres/provision.sql")]
    [InlineData("prometheus/targets/uat-api-blue.json")]
    public async Task Publish_Topology_IsTheGoldenOne(string file)
    {
        using var folder = new PublishedFolder();
        var result = await folder.PublishAsync(
            "--Publish:Values", "true", "--Publish:SelfSigned", "true", "--Publish:Set:PUBLIC_ADDRESS", "https://uat.example.org", "--Publish:Set:RUNNER_SCOPE", "family/cart");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(await File.ReadAllTextAsync(Running.Repository.File($"{Golden}/{file.Replace('/', '-').TrimStart('.')}")), folder[file]);
    }

    [Fact]
    public async Task Publish_BesideThePlainOutput_DiffersInWhatTheGoldenReadmeGivesReasonsFor()
    {
        using var planned = new PublishedFolder();
        using var plain = new PublishedFolder();
        Assert.Equal(0, (await planned.PublishAsync()).ExitCode);
        Assert.Equal(0, (await plain.PublishAsync("--Publish:Plain", "true")).ExitCode);
        var (ours, theirs) = (ComposeKeys.Of(planned[Compose]), ComposeKeys.Of(plain[Compose]));

        var different = ours.Keys.Union(theirs.Keys).Where(key => ours.GetValueOrDefault(key) != theirs.GetValueOrDefault(key) && key.Service != "uat-dashboard").Select(key => key.Key);

        var told = Row().Matches(await File.ReadAllTextAsync(Running.Repository.File($"{Golden}/README.md"))).Select(row => row.Groups[1].Value);
        Assert.Equal(told.Order(StringComparer.Ordinal), different.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_WithoutWhatNobodyCanGuess_NamesAllOfItAndEndsWithTwo()
    {
        using var folder = new PublishedFolder();

        var result = await folder.PublishAsync("--Publish:Values", "true");

        Assert.Equal(2, result.ExitCode);
        Assert.All(new[] { "PUBLIC_ADDRESS", "GATEWAY_HOSTS", "RUNNER_SCOPE", "tls/fullchain.pem" }, name => Assert.Contains(name, result.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_Again_KeepsWhatWasSetAndTheSecrets()
    {
        using var folder = new PublishedFolder();
        string[] ordinary = ["--Publish:Values", "true", "--Publish:SelfSigned", "true", "--Publish:Profiles", "uat"];
        Assert.Equal(0, (await folder.PublishAsync([.. ordinary, "--Publish:Set:PUBLIC_ADDRESS", "https://uat.example.org", "--Publish:Set:GATEWAY_HTTP_PORT", "80"])).ExitCode);
        var (variables, secret, certificate) = (folder[".env"], folder["secrets/uat-db-password"], folder["tls/fullchain.pem"]);

        Assert.Equal(0, (await folder.PublishAsync([.. ordinary, "--Publish:Tag", "newer"])).ExitCode);

        Assert.Contains("GATEWAY_HTTP_PORT=80\n", variables, StringComparison.Ordinal);
        Assert.Equal((variables, secret, certificate), (folder[".env"], folder["secrets/uat-db-password"], folder["tls/fullchain.pem"]));
    }

    [Fact]
    public async Task Publish_Again_KeepsTheCopyOfBackupsUntilItIsTakenBack()
    {
        const string Mount = "source: \"/mnt/other-disk\"";
        using var folder = new PublishedFolder();
        string[] ordinary = ["--Publish:Values", "true", "--Publish:SelfSigned", "true", "--Publish:Profiles", "uat", "--Publish:Set:PUBLIC_ADDRESS", "https://uat.example.org"];

        Assert.Equal(0, (await folder.PublishAsync([.. ordinary, "--Backup:Copy:Folder", "/mnt/other-disk"])).ExitCode);
        Assert.Equal(0, (await folder.PublishAsync(ordinary)).ExitCode);
        var kept = folder[Compose];
        Assert.Equal(0, (await folder.PublishAsync([.. ordinary, "--Backup:Copy:Folder", ""])).ExitCode);
        Assert.Equal(0, (await folder.PublishAsync(ordinary)).ExitCode);

        Assert.Contains(Mount, kept, StringComparison.Ordinal);
        Assert.Contains("Backup__Copy__Folder", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Mount, folder[Compose], StringComparison.Ordinal);
        Assert.DoesNotContain("Backup__Copy__Folder", folder[Compose], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_WithSettingsOfBackupsThatWouldNotBePublished_NamesAllOfThemAndEndsWithTwo()
    {
        using var folder = new PublishedFolder();

        var result = await folder.PublishAsync("--Backup:EncryptionKey", "a key of twenty signs", "--Backup:Copy:Bucket", "backups", "--Backup:Copy:Folder", "other-disk");

        Assert.Equal(2, result.ExitCode);
        Assert.All(
            new[] { "Backup:EncryptionKey is not published", "Backup:Copy:Bucket is not published", "Backup:Copy:Folder is 'other-disk'" },
            fault => Assert.Contains(fault, result.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("twenty", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, Compose)));
    }

    [Theory]
    [InlineData("uat", 8192, 4)]
    [InlineData("monitoring", 2048, 1)]
    public async Task Publish_Limits_StayWithinTheBudgetOfTheirPart(string part, int megabytes, double cpus)
    {
        using var folder = new PublishedFolder();
        Assert.Equal(0, (await folder.PublishAsync()).ExitCode);
        var keys = ComposeKeys.Of(folder[Compose]);
        // What runs to completion is over before others work; its memory is counted all the same.
        var services = keys.Where(pair => pair.Key.Key == "profiles" && pair.Value.Contains($"\"{part}\"", StringComparison.Ordinal)).Select(pair => pair.Key.Service).ToList();

        Assert.InRange(services.Sum(service => Number(Megabytes(), keys[(service, "deploy")])), megabytes / 2, megabytes);
        Assert.InRange(services.Where(service => !keys[(service, "restart")].Contains("\"no\"", StringComparison.Ordinal)).Sum(service => Number(Cpus(), keys[(service, "deploy")])), cpus / 2, cpus);
    }

    private static double Number(Regex pattern, string text) => double.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("memory: \"(\\d+)M\"")]
    private static partial Regex Megabytes();

    [GeneratedRegex("cpus: \"([0-9.]+)\"")]
    private static partial Regex Cpus();

    [GeneratedRegex("^\\| `([a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
