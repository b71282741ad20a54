using FamilyCart.Gateway.Protection.Connections;
using FamilyCart.Gateway.Protection.Limits;
using FamilyCart.Gateway.Protection.Origins;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Gateway.Tests.Protection;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Limits:Api:Rate", "0")]
    [InlineData("Limits:Api:Rate", "NaN")]
    [InlineData("Limits:Pages:Rate", "many")]
    [InlineData("Limits:Credentials:Burst", "0")]
    [InlineData("Limits:Webhook:Burst", "50001")]
    [InlineData("Limits:HeaderCount", "9")]
    [InlineData("Limits:HeaderBytes", "2000000")]
    [InlineData("Limits:RequestLineBytes", "1")]
    [InlineData("Limits:HeaderTimeout", "00:00:00")]
    [InlineData("Limits:KeepAliveTimeout", "2")]
    [InlineData("Limits:BytesPerSecond", "0")]
    [InlineData("Limits:SlowTime", "00:00:01")]
    [InlineData("Limits:Connections", "0")]
    [InlineData("Limits:ConnectionsPerAddress", "-1")]
    [InlineData("Limits:Sockets", "none")]
    [InlineData("Limits:StreamsPerConnection", "1001")]
    [InlineData("Hosts", "uat.example.org:443")]
    [InlineData("Hosts", "https://uat.example.org")]
    [InlineData("Hosts", "*")]
    [InlineData("Hosts", ",")]
    [InlineData("Cors:Origins", "*")]
    [InlineData("Cors:Origins", "app.example.org")]
    [InlineData("Cors:Origins", "https://app.example.org/page")]
    [InlineData("Cors:Origins", "https://app.example.org,null")]
    [InlineData("KnownProxies", "proxy")]
    [InlineData("KnownProxies", "0.0.0.0/0")]
    [InlineData("KnownProxies", "10.0.0.0/33")]
    public void Read_OneFaultyValue_IsOneFaultWithKeyValueAndExample(string key, string value)
    {
        var faults = Read((key, value)).Faults;

        var fault = Assert.Single(faults);
        Assert.StartsWith($"Gateway:{key} is '{value}', which is not ", fault, StringComparison.Ordinal);
        Assert.Contains($"for example Gateway:{key}=", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Nothing_GivesTheDefaultsOfTheDocumentation()
    {
        var (limits, connections, origins, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal(new LimitSettings { Api = new(10, 20), Pages = new(30, 50), Credentials = new(1, 10), Webhook = new(2_000, 4_000) }, limits);
        Assert.Equal(new ConnectionSettings(), connections);
        Assert.Empty(origins.Hosts);
        Assert.Empty(origins.Origins);
        Assert.Empty(origins.Proxies);
    }

    [Fact]
    public void Read_Lists_AreWrittenAsTheyAreCompared()
    {
        var origins = Read(("Hosts", "UAT.example.org, ::1,*.example.net"), ("Cors:Origins", "HTTPS://App.example.org:443/ ,http://localhost:3000"), ("KnownProxies", "10.0.0.1,fd00::/8")).Origins;

        Assert.Equal(["UAT.example.org", "[::1]", "*.example.net"], origins.Hosts.ToArray());
        Assert.Equal(["https://app.example.org", "http://localhost:3000"], origins.Origins.ToArray());
        Assert.Equal(["10.0.0.1/32", "fd00::/8"], origins.Proxies.Select(network => network.ToString()));
    }

    private static (LimitSettings Limits, ConnectionSettings Connections, OriginSettings Origins, IReadOnlyList<string> Faults) Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"Gateway:{setting.Key}", setting.Value))).Build();
        var limits = new SettingReader(configuration.GetSection(LimitSettings.Section));
        var gateway = new SettingReader(configuration.GetSection(OriginSettings.Section));
        return (LimitSettings.Read(limits), ConnectionSettings.Read(limits), OriginSettings.Read(gateway, mustNameHosts: false), [.. limits.Faults, .. gateway.Faults]);
    }
}
