using FamilyCart.ServiceDefaults.Commands;
using FamilyCart.ServiceDefaults.Health;
using FamilyCart.ServiceDefaults.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FamilyCart.ServiceDefaults.Tests.Commands;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(HealthStatus.Healthy, 0)]
    [InlineData(HealthStatus.Degraded, 0)]
    [InlineData(HealthStatus.Unhealthy, 1)]
    public async Task Health_OfARunningService_IsItsExitCode(HealthStatus status, int code)
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks().AddCheck("work", () => new HealthCheckResult(status)));

        Assert.Equal((code, $"\"work\":{{\"status\":\"{status}\""), await RunAsync(("urls", service.App.Urls.Single()), $"\"work\":{{\"status\":\"{status}\""));
    }

    [Fact]
    public async Task Health_OfNothing_Fails()
    {
        var port = FreePort.Next();
        Assert.Equal((1, $"http://localhost:{port}/health does not answer."), await RunAsync(("http_ports", $"{port}"), $"http://localhost:{port}/health does not answer."));
    }

    [Fact]
    public async Task Health_WithoutAnHttpAddress_SaysWhatToSet() =>
        Assert.Equal((1, "set Health:Url"), await RunAsync(("urls", "https://127.0.0.1:1"), "set Health:Url"));

    [Fact]
    public async Task Health_WithAFaultySetting_SaysSo() =>
        Assert.Equal((1, "Health:Url is 'nonsense'"), await RunAsync(("Health:Url", "nonsense"), "Health:Url is 'nonsense'"));

    [Theory]
    [InlineData(HealthStatus.Healthy, 0)]
    [InlineData(HealthStatus.Unhealthy, 1)]
    public async Task Try_AddressOfARunningService_IsItsExitCodeWithoutAServiceOfItsOwn(HealthStatus status, int code)
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks().AddCheck("work", () => new HealthCheckResult(status)));
        using var output = new StringWriter();

        Assert.Equal(code, await HealthVerb.TryAsync(["health"], $"{service.App.Urls.Single()}/health", output));
        Assert.Contains($"\"work\":{{\"status\":\"{status}\"", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_AddressOfNothing_Fails()
    {
        var address = $"http://localhost:{FreePort.Next()}/health";
        using var output = new StringWriter();

        Assert.Equal(1, await HealthVerb.TryAsync(["health"], address, output));
        Assert.Equal($"{address} does not answer.", output.ToString().Trim());
    }

    [Theory]
    [InlineData("health", null)]
    [InlineData("health", "nonsense")]
    [InlineData("health", "https://localhost:1/health")]
    [InlineData("migrate", "http://localhost:1/health")]
    [InlineData("", "http://localhost:1/health")]
    public async Task Try_OtherVerbOrNoHttpAddress_IsLeftToTheService(string verb, string? address) =>
        Assert.Null(await HealthVerb.TryAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries)], address, TextWriter.Null));

    [Theory]
    [InlineData("urls", "http://*:8001", "http://localhost:8001/health")]
    [InlineData("urls", "http://+:8001/", "http://localhost:8001/health")]
    [InlineData("urls", "http://0.0.0.0:8001", "http://localhost:8001/health")]
    [InlineData("urls", "http://[::]:8001", "http://localhost:8001/health")]
    [InlineData("urls", "http://127.0.0.1:8001", "http://127.0.0.1:8001/health")]
    [InlineData("urls", "https://*:8443; http://*:8080", "http://localhost:8080/health")]
    [InlineData("http_ports", "8080;8081", "http://localhost:8080/health")]
    [InlineData("nothing", "", "http://localhost:5000/health")]
    public void Find_FromConfiguration_IsOnLoopback(string key, string value, string expected) =>
        Assert.Equal(new Uri(expected), Find(new ManagementAddress(), null, (key, value)));

    [Fact]
    public void Find_WithAManagementHost_IsThere()
    {
        Assert.Equal(new Uri("http://localhost:9080/health"), Find(new ManagementAddress { Host = "*:9080" }, null, ("urls", "http://*:8080")));
        Assert.Equal(new Uri("http://admin.local:9080/health"), Find(new ManagementAddress { Host = "admin.local:9080" }, null));
    }

    [Theory]
    [InlineData("http://*:8080;http://127.0.0.2:9080", "http://127.0.0.2:9080/health")]
    [InlineData("http://*:8080;http://admin.local:9080", "http://admin.local:9080/health")]
    [InlineData("http://*:8080;http://+:9080", "http://localhost:9080/health")]
    [InlineData("http://*:8080;http://0.0.0.0:9080", "http://localhost:9080/health")]
    [InlineData("http://*:8080;http://[::]:9080", "http://localhost:9080/health")]
    public void Find_WithAManagementPort_IsAtTheListenerOfThatPort(string urls, string expected) =>
        Assert.Equal(new Uri(expected), Find(new ManagementAddress { Host = "*:9080" }, null, ("urls", urls)));

    [Fact]
    public void Find_WithAUrlOfItsOwn_TakesThat() =>
        Assert.Equal(new Uri("http://localhost:1/x"), Find(new ManagementAddress { Host = "*:9080" }, new Uri("http://localhost:1/x")));

    private static Uri? Find(ManagementAddress management, Uri? url, params (string Key, string Value)[] settings) => HealthAddress.Find(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build(),
        new HealthSettings(default, default, url),
        management);

    // The output's matching part, or all of it when it does not match.
    private static async Task<(int Code, string Output)> RunAsync((string Key, string? Value) setting, string expected)
    {
        using var output = new StringWriter();
        var app = TestService.Build(new LogSink(), null, setting);
        var code = await app.RunServiceAsync(["health"], output, output);
        return (code, output.ToString().Contains(expected, StringComparison.Ordinal) ? expected : output.ToString());
    }
}
