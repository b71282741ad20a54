using Aspire.DashboardService.Proto.V1;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Dashboard;

public sealed class CommandTests
{
    [Theory]
    [InlineData("greet", ResourceCommandResponseKind.Succeeded, "Hello, thing.")]
    [InlineData("refuse", ResourceCommandResponseKind.Failed, "Not today.")]
    [InlineData("give-up", ResourceCommandResponseKind.Cancelled, "")]
    [InlineData("break", ResourceCommandResponseKind.Failed, "It broke.")]
    [InlineData("fly", ResourceCommandResponseKind.Failed, "Command 'fly' not available for resource 'thing'.")]
    public async Task Execute_Command_TellsItsResult(string name, object kind, string message)
    {
        await using var run = await ResourceServiceRun.StartAsync();
        var thing = new Thing("thing");
        Add(thing, "greet", context => CommandResults.Success($"Hello, {context.ResourceName}."));
        Add(thing, "refuse", _ => CommandResults.Failure("Not today."));
        Add(thing, "give-up", _ => CommandResults.Canceled());
        Add(thing, "break", _ => throw new InvalidOperationException("It broke."));
        await run.PublishAsync(thing, "Running");

        var response = await ExecuteAsync(run, "thing", name);

        Assert.Equal((kind, message), (response.Kind, response.Message));
    }

    [Fact]
    public async Task Execute_UnknownResource_Fails()
    {
        await using var run = await ResourceServiceRun.StartAsync();

        var response = await ExecuteAsync(run, "nothing", "start");

        Assert.Equal(ResourceCommandResponseKind.Failed, response.Kind);
        Assert.Contains("'nothing'", response.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_DashboardGone_CancelsTheCommand()
    {
        await using var run = await ResourceServiceRun.StartAsync();
        var thing = new Thing("thing");
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        thing.Annotations.Add(new ResourceCommandAnnotation(
            "wait",
            "Wait",
            _ => Hosting.ApplicationModel.ResourceCommandState.Enabled,
            async context =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancelled.SetResult();
                return CommandResults.Canceled();
            },
            new CommandOptions()));
        await run.PublishAsync(thing, "Running");

        var executing = ExecuteAsync(run, "thing", "wait");
        await begun.Task.WaitAsync(run.Cancellation);
        run.Disconnect();

        await cancelled.Task.WaitAsync(run.Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executing);
    }

    private static async Task<ResourceCommandResponse> ExecuteAsync(ResourceServiceRun run, string resource, string command)
    {
        using var reply = await run.CallAsync("ExecuteResourceCommand", new ResourceCommandRequest { ResourceName = resource, CommandName = command });
        return await reply.NextAsync(ResourceCommandResponse.Parser) ?? new ResourceCommandResponse();
    }

    private static void Add(Thing thing, string name, Func<ExecuteCommandContext, ExecuteCommandResult> execute)
        => thing.Annotations.Add(new ResourceCommandAnnotation(
            name, name, _ => Hosting.ApplicationModel.ResourceCommandState.Enabled, context => Task.FromResult(execute(context)), new CommandOptions()));
}
