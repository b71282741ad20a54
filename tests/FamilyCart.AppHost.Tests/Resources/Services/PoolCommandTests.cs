using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Tests.Resources.Services;

/// <summary>The dashboard's commands for pools, against a manager that answers as the test says.</summary>
[Collection(TopologyTests.Name)]
public sealed class PoolCommandTests(TopologyFixture topology) : IAsyncLifetime
{
    private readonly List<string> _asked = [];
    private WebApplication? _manager;
    private int _status = 200;
    private string _body = """{"message":"uat-runner is drained."}""";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _manager = builder.Build();
        _manager.Run(async context =>
        {
            _asked.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            context.Response.StatusCode = _status;
            await context.Response.WriteAsync(_body);
        });
        await _manager.StartAsync();
    }

    public async Task DisposeAsync() => await _manager!.DisposeAsync();

    [Fact]
    public void Commands_OfTheDemoFleet_AreAPairForItsPool() =>
        Assert.Equal([("drain-uat-runner", "Drain uat-runner"), ("resume-uat-runner", "Resume uat-runner")], Commands().Select(command => (command.Name, command.DisplayName)));

    [Fact]
    public void Commands_OfConfiguredPools_AreAPairForEach() => Assert.Equal(
        ["drain-blue", "resume-blue", "drain-red", "resume-red"],
        Commands("--GitHub:TokenFile=/nowhere", "--Pools:blue:Scope=family/cart", "--Pools:red:Scope=family").Select(command => command.Name));

    [Fact]
    public void Commands_OfAPoolBesideTheDemoFleet_AreAPairForEach() => Assert.Equal(
        ["drain-uat-runner", "resume-uat-runner", "drain-red", "resume-red"],
        Commands("--Pools:red:Scope=family/cart", "--Pools:uat-runner:Maximum=9").Select(command => command.Name));

    [Theory]
    [InlineData("drain")]
    [InlineData("resume")]
    public async Task Command_Executed_AsksTheManagerAsTheOperator(string verb)
    {
        var result = await ExecuteAsync($"{verb}-uat-runner");

        Assert.Equal((true, "uat-runner is drained."), (result.Success, result.Message));
        var token = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(topology.Secrets))!["operator-token"];
        Assert.Equal([$"POST /api/pools/uat-runner/{verb} Bearer {token}"], _asked);
    }

    [Theory]
    [InlineData("host-drain", "drain")]
    [InlineData("host-resume", "resume")]
    public async Task HostCommand_Executed_AsksTheManagerForItsOwnHost(string command, string verb)
    {
        await ExecuteAsync(command, "--Host:Name=runner-1");
        await ExecuteAsync(command);

        Assert.Equal(
            [$"POST /api/hosts/runner-1/{verb}", $"POST /api/hosts/{Environment.MachineName.ToLowerInvariant()}/{verb}"],
            _asked.Select(asked => asked[..asked.IndexOf(" Bearer ", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData(404, """{"detail":"No pool has that name."}""", "No pool has that name.")]
    [InlineData(503, "no JSON", "The runner manager answered 503.")]
    public async Task Command_Refused_FailsWithTheManagersReason(int status, string body, string expected)
    {
        (_status, _body) = (status, body);

        var result = await ExecuteAsync("drain-uat-runner");

        Assert.Equal((false, expected), (result.Success, result.Message));
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(string name, params string[] more)
    {
        var manager = Manager(more);
        var endpoint = manager.Annotations.OfType<EndpointAnnotation>().Single();
        var address = new Uri(_manager!.Urls.Single());
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, address.Host, address.Port);
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        return await manager.Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == name).ExecuteCommand(
            new ExecuteCommandContext { ServiceProvider = services, ResourceName = manager.Name, CancellationToken = CancellationToken.None });
    }

    private List<ResourceCommandAnnotation> Commands(params string[] more) =>
        [.. Manager(more).Annotations.OfType<ResourceCommandAnnotation>().Where(command => command.Name.StartsWith("drain-", StringComparison.Ordinal) || command.Name.StartsWith("resume-", StringComparison.Ordinal))];

    private IResource Manager(params string[] more) => AppHostModel.Build(topology.Arguments("processes", more)).Single(resource => resource.Name == "uat-runner-manager");
}
