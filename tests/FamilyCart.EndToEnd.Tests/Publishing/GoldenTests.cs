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

    [GeneratedRegex("^\\| `([a-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
