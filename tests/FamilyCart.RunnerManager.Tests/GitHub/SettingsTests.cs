using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Token", "Mode", "github")]
    [InlineData("Mode", "Mode", "gitlab")]
    [InlineData("ApiAddress", "Token", "x", "ApiAddress", "http://github.example")]
    [InlineData("ApiAddress", "Token", "x", "ApiAddress", "https://user@github.example")]
    [InlineData("Token", "Token", "x", "TokenFile", "/etc/hostname")]
    [InlineData("TokenFile", "TokenFile", "/nowhere/at/all")]
    [InlineData("Apps:0:Id", "Apps:0:InstallationId", "1", "Apps:0:PrivateKey", "planted")]
    [InlineData("Apps:0:PrivateKey", "Apps:0:Id", "1", "Apps:0:InstallationId", "1", "Apps:0:PrivateKey", "planted")]
    [InlineData("Apps:0:PrivateKey", "Apps:0:Id", "1", "Apps:0:InstallationId", "1")]
    [InlineData("Apps:0:PrivateKeyFile", "Apps:0:Id", "1", "Apps:0:InstallationId", "1", "Apps:0:PrivateKeyFile", "/nowhere/at/all")]
    [InlineData("Apps:0:InstallationId", "Apps:0:Id", "1", "Apps:0:InstallationId", "one")]
    [InlineData("Hooks:0:Scope", "Token", "x", "Hooks:0:Scope", "enterprises/family", "Hooks:0:Id", "1")]
    [InlineData("Hooks:0:Id", "Token", "x", "Hooks:0:Scope", "family")]
    [InlineData("Concurrency", "Token", "x", "Concurrency", "101")]
    public void Read_Bad_NamesTheKeyAndNoSecret(string key, params string[] pairs)
    {
        var (_, faults) = Read(pairs);

        Assert.Contains(faults, fault => fault.StartsWith($"GitHub:{key} ", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, static fault => fault.Contains("planted", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Defaults_AreThoseOfTheDocumentation()
    {
        var (settings, faults) = Read("Token", "x");

        Assert.Empty(faults);
        Assert.Equal(("https://api.github.com/", 20, TimeSpan.FromSeconds(1)), (settings.ApiAddress.AbsoluteUri, settings.Limits.Concurrency, settings.Limits.WriteSpacing));
    }

    [Fact]
    public void Read_EmulatorOrServerOfOnesOwn_IsAccepted()
    {
        var (emulator, none) = Read("Mode", "Emulator");
        var (server, faults) = Read("Token", "x", "ApiAddress", "https://github.example/api/v3");

        Assert.Empty(none);
        Assert.Empty(faults);
        Assert.Equal(("http://127.0.0.1:9102/", "https://github.example/api/v3/"), (emulator.ApiAddress.AbsoluteUri, server.ApiAddress.AbsoluteUri));
    }

    [Theory]
    [InlineData("https://api.github.com", "https://github.com/")]
    [InlineData("https://api.family.ghe.com", "https://family.ghe.com/")]
    [InlineData("https://github.example/api/v3", "https://github.example/")]
    [InlineData("http://127.0.0.1:9102", "http://127.0.0.1:9102/")]
    public void WebAddress_AnyServer_IsWhereItsPagesAre(string api, string web) =>
        Assert.Equal(web, Read("Token", "x", "ApiAddress", api).Settings.WebAddress.ToString());

    private static (GitHubSettings Settings, IReadOnlyList<string> Faults) Read(params string[] pairs)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(pairs.Chunk(2).Select(static pair => KeyValuePair.Create($"GitHub:{pair[0]}", (string?)pair[1])))
            .Build();
        var reader = new SettingReader(configuration.GetSection("GitHub"));
        return (GitHubSettings.Read(reader, GitHubMode.GitHub), reader.Faults);
    }
}
