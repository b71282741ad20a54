using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Upstreams;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FamilyCart.Gateway.Tests.Configuration;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("Slots:blue:Address", "")]
    [InlineData("Slots:blue:Address", "localhost:8001")]
    [InlineData("Slots:blue:Address", "ftp://localhost:8001")]
    [InlineData("Slots:blue:Address", "http://")]
    [InlineData("Slots:blue:Address", "http://localhost:8001/api")]
    [InlineData("Slots:blue:Address", "http://localhost:8001/?a=b")]
    [InlineData("Slots:green:Address", "http://localhost:8001")]
    [InlineData("Slots:purple", null, "Slots:purple:Address", "http://localhost:8003")]
    [InlineData("ActiveSlot", "red")]
    [InlineData("ActiveSlot", "green")]
    [InlineData("RunnerManager:Address", "")]
    [InlineData("RunnerManager:Address", "runner-manager")]
    [InlineData("Admin:Url", "localhost:9080")]
    [InlineData("Admin:Url", "https://localhost:9080")]
    [InlineData("Admin:Url", "http://localhost:0")]
    [InlineData("Admin:Url", "http://localhost:9080/admin")]
    [InlineData("Admin:Url", "http://unix:/run/gateway.sock")]
    [InlineData("Admin:Url", "http://localhost:8080")]
    [InlineData("Probe:Interval", "2")]
    [InlineData("Probe:Interval", "00:00:00")]
    [InlineData("Probe:Timeout", "00:02:00")]
    [InlineData("Probe:Failures", "0")]
    [InlineData("Upstream:ConnectTimeout", "soon")]
    [InlineData("Upstream:ActivityTimeout", "00:00:00.5")]
    [InlineData("Limits:RequestBodyBytes", "10 MB")]
    public void Read_OneFaultyValue_IsOneFaultWithKeyValueAndExample(string key, string? value, string? writtenKey = null, string? written = null)
    {
        var (_, faults) = Read(("Slots:blue:Address", "http://localhost:8001"), (writtenKey ?? key, written ?? value));

        var fault = Assert.Single(faults);
        Assert.StartsWith($"Gateway:{key} is '{value ?? "purple"}', which is not ", fault, StringComparison.Ordinal);
        Assert.Contains($"for example Gateway:{key}=", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Nothing_GivesDefaults()
    {
        var (configuration, faults) = Read();

        Assert.Empty(faults);
        Assert.Empty(configuration.Slots);
        Assert.Null(configuration.Active);
        Assert.Null(configuration.RunnerManager);
        Assert.Equal(("http://localhost:9080", 9080), (configuration.AdminUrl, configuration.AdminPort));
        Assert.Equal(TimeSpan.FromSeconds(100), configuration.ActivityTimeout);
        Assert.Equal(10L * 1024 * 1024, configuration.RequestBodyBytes);
    }

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var (configuration, faults) = Read(
            ("Slots:BLUE:Address", "http://[::1]:8001/"),
            ("Slots:green:Address", "https://api-green.internal"),
            ("ActiveSlot", "GREEN"),
            ("RunnerManager:Address", "http://localhost:9101"),
            ("Admin:Url", "http://*:9999"),
            ("Probe:Interval", "00:00:01"),
            ("Probe:Timeout", "00:00:03"),
            ("Probe:Failures", "4"),
            ("Upstream:ConnectTimeout", "00:00:02"),
            ("Upstream:ActivityTimeout", "00:02:00"),
            ("Limits:RequestBodyBytes", "4096"));

        Assert.Empty(faults);
        Assert.Equal(
            new GatewayConfiguration
            {
                Slots = configuration.Slots,
                ActiveSlot = Slot.Green,
                RunnerManager = new Upstream("runner-manager", null, new Uri("http://localhost:9101")),
                AdminUrl = "http://*:9999",
                AdminPort = 9999,
                ProbeInterval = TimeSpan.FromSeconds(1),
                ProbeTimeout = TimeSpan.FromSeconds(3),
                ProbeFailures = 4,
                ConnectTimeout = TimeSpan.FromSeconds(2),
                ActivityTimeout = TimeSpan.FromMinutes(2),
                RequestBodyBytes = 4096,
            },
            configuration);
        Assert.Equal(
            [
                new Upstream("api-blue", Slot.Blue, new Uri("http://[::1]:8001")),
                new Upstream("api-green", Slot.Green, new Uri("https://api-green.internal")),
            ],
            configuration.Slots.ToArray());
        Assert.Equal("api-green", configuration.Active?.Name);
    }

    [Fact]
    public void Read_PasswordInAnAddress_IsNotRepeated()
    {
        var (_, faults) = Read(("RunnerManager:Address", "http://admin:hunter2@localhost:9101"));

        Assert.DoesNotContain("hunter2", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SeveralFaults_AreAllNamedBeforeAnythingListens()
    {
        await using var app = RunningGateway.Build(
        [
            ("urls", "http://127.0.0.1:0"),
            ("Gateway:Slots:blue:Address", "nowhere"),
            ("Gateway:ActiveSlot", "red"),
            ("Gateway:Probe:Failures", "many"),
            ("Gateway:AnyHost", "true"),
        ]);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());

        Assert.Equal(
            ["Gateway:ActiveSlot", "Gateway:Probe:Failures", "Gateway:Slots:blue:Address"],
            refusal.Failures.Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("urls", "http://localhost:1234; http://*:4321", "http://localhost:1234", "http://*:4321")]
    [InlineData("http_ports", "8080;8081", "http://*:8080", "http://*:8081")]
    [InlineData("unrelated", "x", "http://localhost:5000")]
    public void PublicUrls_WhereverTheyAreGiven_AreFound(string key, string value, params string[] expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();

        Assert.Equal(expected, PublicUrls.Read(configuration));
    }

    private static (GatewayConfiguration Configuration, IReadOnlyList<string> Faults) Read(params (string Key, string? Value)[] settings)
    {
        // As in an environment, a later value of a key replaces an earlier one.
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in settings)
        {
            values[$"Gateway:{key}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var reader = new SettingReader(configuration.GetSection(GatewayConfiguration.Section));
        return (GatewayConfigurationReader.Read(reader, configuration, ["http://localhost:8080"]), reader.Faults);
    }
}
