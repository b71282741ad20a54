using System.Text.RegularExpressions;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Protection.Connections;
using FamilyCart.Gateway.Protection.Holding;
using FamilyCart.Gateway.Protection.Limits;
using FamilyCart.Gateway.Protection.Origins;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Tls;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit.Abstractions;

namespace FamilyCart.Gateway.Tests.Protection;

public sealed class RandomConfigurationTests(ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private const int Configurations = 10_000;
    private const int Starts = 60;

    private static readonly string[] _keys =
    [
        "Hosts", "Cors:Origins", "KnownProxies", "Limits:Api:Rate", "Limits:Api:Burst", "Limits:Pages:Rate", "Limits:Pages:Burst", "Limits:Credentials:Rate",
        "Limits:Credentials:Burst", "Limits:Webhook:Rate", "Limits:Webhook:Burst", "Limits:HeaderCount", "Limits:HeaderBytes", "Limits:RequestLineBytes",
        "Limits:HeaderTimeout", "Limits:KeepAliveTimeout", "Limits:BytesPerSecond", "Limits:SlowTime", "Limits:Connections", "Limits:ConnectionsPerAddress",
        "Limits:Sockets", "Limits:StreamsPerConnection", "Limits:RequestBodyBytes", "Slots:blue:Address", "Slots:green:Address", "Slots:red:Address", "ActiveSlot",
        "RunnerManager:Address", "Probe:Interval", "Probe:Timeout", "Probe:Failures", "Upstream:ConnectTimeout", "Upstream:ActivityTimeout", "Upstream:CutoffFailures",
        "Deployments:Canary:Shares", "Deployments:SmokePath", "Deployments:WarmTime", "Deployments:StateFile", "Deployments:Probe:Count", "Deployments:Probe:Interval", "Deployments:Probe:Deadline",
        "Deployments:Canary:StepTime", "Deployments:Canary:StepDeadline", "Deployments:Canary:SampleInterval", "Deployments:Canary:SampleRequests", "Deployments:Canary:IgnoredLatency",
        "Deployments:Drain:Spread", "Deployments:Drain:Limit", "Deployments:Drain:RequestLimit", "Deployments:PauseLimit", "SlotToken", "AnyHost", "Limits:RequestBufferBytes",
        "Limits:Held:Requests", "Limits:Held:RequestsPerAddress", "Limits:Held:Bytes", "Limits:Held:BytesPerAddress", "Limits:Dashboards:Rate", "Limits:Dashboards:Burst",
        "Grafana:Address", "Frontend:Address", "Frontend:HealthPath",
    ];

    // Only read, since a door that opens makes files.
    private static readonly string[] _httpsKeys =
    [
        "Https:Url", "Https:CertificateFile", "Https:KeyFile", "Https:CheckInterval", "Https:Redirect", "Https:PublicPort", "Https:HstsMaxAge", "Acme:Webroot",
    ];

    private static readonly string[] _values =
    [
        "", " ", "0", "1", "2", "20", "100", "5000", "50000", "65536", "-1", "0.1", "0.05", "1e3", "1e999", "NaN", "Infinity", "99999999999999999999", "true", "null", "\0", "ž",
        "00:00:00", "00:00:01", "00:00:02", "00:01:00", "10675199.02:48:05.4775807", "-00:00:01", "soon", "blue", "green", "red", "*", "*.", "*.example.org", "example.org",
        "example.org:80", "[::1]", "::1", "127.0.0.1", "10.0.0.0/8", "10.0.0.1/8", "::/0", "0.0.0.0/0", "10.0.0.0/99", "a,b", ",", ",,,", "http://localhost:3000",
        "https://example.org/", "https://example.org/path", "HTTP://EXAMPLE.ORG:80", "ftp://x", "http://", "http://[::1", "//", "/api", "1,10,50", "50,10", "/no/such/folder/file",
    ];

    private static readonly (string Key, string Value)[] _plain =
    [
        ("Hosts", "*.example.org,127.0.0.1"), ("Cors:Origins", "http://localhost:3000"), ("KnownProxies", "10.0.0.0/8,::1"), ("Limits:Api:Rate", "0.1"), ("Limits:Api:Burst", "50000"),
        ("Limits:Pages:Rate", "100000"), ("Limits:Webhook:Burst", "1"), ("Limits:HeaderCount", "1000"), ("Limits:HeaderBytes", "1048576"), ("Limits:RequestLineBytes", "65536"),
        ("Limits:HeaderTimeout", "00:00:01"), ("Limits:KeepAliveTimeout", "01:00:00"), ("Limits:BytesPerSecond", "1"), ("Limits:SlowTime", "00:00:02"), ("Limits:ConnectionsPerAddress", "1"),
        ("Limits:Sockets", "1"), ("Limits:StreamsPerConnection", "1"), ("Limits:RequestBodyBytes", "1024"), ("Slots:blue:Address", "http://127.0.0.1:9"), ("Slots:green:Address", "http://[::1]:9"),
        ("RunnerManager:Address", "http://localhost:9"), ("Probe:Interval", "00:00:01"), ("Probe:Failures", "100"), ("Upstream:CutoffFailures", "1"), ("Deployments:Canary:Shares", "1,99"),
        ("AnyHost", "true"), ("AnyHost", "true"), ("AnyHost", "true"), ("Grafana:Address", "http://localhost:7"), ("Frontend:Address", "http://localhost:8"), ("Frontend:HealthPath", "/alive"), ("Limits:RequestBufferBytes", "65536"),
        ("Limits:Held:Requests", "0"), ("Limits:Held:Bytes", "0"), ("Deployments:Drain:RequestLimit", "00:00:01"), ("Deployments:Probe:Count", "1"), ("Deployments:WarmTime", "00:00:00"),
    ];

    // Every fault names its key; what has no fault is taken by what it is for.
    [Fact]
    public void Configuration_AtRandom_HasFaultsOrHolds()
    {
        var random = new Random(Seed);
        var refused = 0;
        for (var number = 0; number < Configurations; number++)
        {
            var settings = Draw(random, number);
            for (var key = number % 3; key > 0; key--)
            {
                settings[$"Gateway:{_httpsKeys[random.Next(_httpsKeys.Length)]}"] = _values[random.Next(_values.Length)];
            }

            var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
            var gateway = new SettingReader(configuration.GetSection("Gateway"));
            var limits = new SettingReader(configuration.GetSection(LimitSettings.Section));
            var held = new SettingReader(configuration.GetSection(HoldSettings.Section));
            var deployments = new SettingReader(configuration.GetSection(DeploymentSettings.Section));

            var read = GatewayConfigurationReader.Read(gateway, configuration, ["http://localhost:8080"]);
            HttpsSettingsReader.Read(gateway, ["http://localhost:8080"], TimeProvider.System);
            var origins = OriginSettings.Read(gateway, mustNameHosts: number % 2 == 0);
            var rates = LimitSettings.Read(limits);
            ConnectionSettings.Read(limits);
            var room = new HoldRoom(HoldSettings.Read(held), new ConnectionSettings());
            room.Enter(1, 1)?.Dispose();
            DeploymentSettingsReader.Read(deployments, read);
            var kestrel = new KestrelServerOptions();
            ConnectionLimits.Apply(kestrel, configuration);
            KnownProxies.Apply(new ForwardedHeadersOptions(), origins);
            Assert.True(new ClientLimits(rates, TimeProvider.System).TryTake((LimitClass)(number % LimitClasses.Count), 1, out _));

            List<string> faults = [.. gateway.Faults, .. limits.Faults, .. held.Faults, .. deployments.Faults];
            Assert.All(faults, fault => Assert.Matches("^Gateway:[A-Za-z:]+ .*", new Regex(@"\s").Replace(fault, " ")));
            refused += faults.Count > 0 ? 1 : 0;
        }

        output.WriteLine($"Seed {Seed}: {refused} of {Configurations} refused.");
        Assert.InRange(refused, 1, Configurations - 1);
    }

    [Fact]
    public async Task Start_WithARandomConfiguration_IsRefusedWithFaultsOrServes()
    {
        var random = new Random(Seed + 1);
        var refused = 0;
        for (var number = 0; number < Starts; number++)
        {
            // Not what a request of this test would be refused for.
            (string, string?)[] settings =
                [.. Draw(random, number).Where(pair => pair.Key is not ("Gateway:Hosts" or "Gateway:Limits:Connections" or "Gateway:Frontend:Address")).Select(pair => (pair.Key, pair.Value)), ("Gateway:Limits:Pages:Burst", "10")];
            try
            {
                await using var gateway = await RunningGateway.StartAsync(settings);
                using var answer = await gateway.Public.GetAsync("/");
                Assert.True(answer.IsSuccessStatusCode, string.Join('\n', settings));
            }
            catch (OptionsValidationException)
            {
                refused++;
            }
            catch (AggregateException many) when (many.InnerExceptions.All(inner => inner is OptionsValidationException))
            {
                refused++;
            }
        }

        output.WriteLine($"Seed {Seed + 1}: {refused} of {Starts} refused.");
        Assert.InRange(refused, 1, Starts - 1);
    }

    private static Dictionary<string, string?> Draw(Random random, int number)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var key = (number % 4) + 1; key > 0; key--)
        {
            var (name, value) = random.Next(4) > 0 ? _plain[random.Next(_plain.Length)] : (_keys[random.Next(_keys.Length)], _values[random.Next(_values.Length)]);
            settings[$"Gateway:{name}"] = value;
        }

        return settings;
    }
}
