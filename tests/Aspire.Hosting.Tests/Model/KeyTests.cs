namespace Aspire.Hosting.Tests.Model;

/// <summary>The keys that guard the dashboard, its resource service and its telemetry.</summary>
public sealed class KeyTests
{
    private static readonly string[] s_keys = ["AppHost:BrowserToken", "AppHost:OtlpApiKey", "AppHost:ResourceService:ApiKey"];

    [Fact]
    public void CreateBuilder_KeysConfiguredAsEmpty_MakesNewOnes()
    {
        var configuration = Orchestrator.CreateBuilder([.. s_keys.Select(key => $"--{key}=")]).Configuration;

        Assert.All(s_keys, key => Assert.Matches("^[0-9a-f]{32}$", configuration[key]));
    }

    [Fact]
    public void CreateBuilder_Twice_MakesFreshKeys()
    {
        var first = Orchestrator.CreateBuilder().Configuration;
        var second = Orchestrator.CreateBuilder().Configuration;

        Assert.All(s_keys, key => Assert.NotEqual(first[key], second[key]));
    }
}
