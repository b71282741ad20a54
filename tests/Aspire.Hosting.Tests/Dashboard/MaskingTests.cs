using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.ResourceService;
using Microsoft.Extensions.DependencyInjection;
using Proto = Aspire.DashboardService.Proto.V1;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>On the real orchestrator: what comes from a secret is marked, so that the dashboard hides it.</summary>
public sealed class MaskingTests : IAsyncLifetime
{
    private const string Secret = "open-sesame";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(180));
    private DistributedApplication? _application;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync(CancellationToken.None);
            await _application.DisposeAsync();
        }

        _limit.Dispose();
    }

    [Fact]
    public async Task Snapshots_SecretParameter_AreMarkedWhereverItGoes()
    {
        var builder = Orchestrator.CreateBuilder();
        var secret = builder.AddParameter("secret", Secret, secret: true);
        builder.AddParameter("open", "known");
        builder.AddConnectionString("store", ReferenceExpression.Create($"Password={secret}"));
        builder.AddExecutable("service", "sh", ".", "-c", "exec sleep 600").WithArgs(secret).WithEnvironment("KEY", secret);
        builder.AddExecutable("plain", "sleep", ".", "600");
        _application = builder.Build();
        await _application.StartAsync(_limit.Token);
        foreach (var name in new[] { "service", "plain", "store" })
        {
            await _application.ResourceNotifications.WaitForResourceAsync(name, KnownResourceStates.Running, _limit.Token);
        }

        // An environment variable has no mark of its own: the dashboard hides all of them.
        var shown = new[] { "secret", "open", "store", "service", "plain" }.SelectMany(name => Message(name).Properties).Where(p => !p.IsSensitive);
        Assert.DoesNotContain(shown, p => p.ToString().Contains(Secret, StringComparison.Ordinal));
        Assert.Equal("known", Property("open", "Value").Value.StringValue);
        Assert.Equal((Secret, true), (Property("secret", "Value").Value.StringValue, Property("secret", "Value").IsSensitive));
        Assert.Equal(($"Password={Secret}", true), (Property("store", "resource.connectionString").Value.StringValue, Property("store", "resource.connectionString").IsSensitive));
        Assert.True(Property("service", "executable.args").IsSensitive);
        Assert.False(Property("plain", "executable.args").IsSensitive);
        Assert.Equal(Secret, Message("service").Environment.Single(v => v.Name == "KEY").Value);
    }

    private Proto.Resource Message(string name)
    {
        Assert.True(_application!.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(name, out var known));
        return ResourceMessage.From(known);
    }

    private Proto.ResourceProperty Property(string resource, string name) => Message(resource).Properties.Single(p => p.Name == name);
}
