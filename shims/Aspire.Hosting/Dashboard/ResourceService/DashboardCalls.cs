using Aspire.DashboardService.Proto.V1;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>What the dashboard may ask. Every call ends when its token is cancelled.</summary>
internal sealed class DashboardCalls(
    ResourceNotificationService notifications, ResourceLoggerService loggers, ResourceCommandService commands, IHostEnvironment environment)
{
    private const string Suffix = "AppHost";

    /// <exception cref="GrpcFault">There is no such method, or the request is wrong.</exception>
    public Task AnswerAsync(string? method, GrpcCall call, CancellationToken cancellationToken) => method switch
    {
        "GetApplicationInformation" => DescribeAsync(call, cancellationToken),
        "WatchResources" => WatchResourcesAsync(call, cancellationToken),
        "WatchResourceConsoleLogs" => WatchConsoleAsync(call, cancellationToken),
        "ExecuteResourceCommand" => ExecuteAsync(call, cancellationToken),
        "WatchInteractions" => WatchInteractionsAsync(call, cancellationToken),
        _ => throw new GrpcFault(GrpcStatus.Unimplemented, $"'{method}' needs the package Aspire.Hosting.")
    };

    private static async Task<T> RequestAsync<T>(GrpcCall call, Google.Protobuf.MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, Google.Protobuf.IMessage<T>
        => await call.ReadAsync(parser, cancellationToken).ConfigureAwait(false) ?? throw new GrpcFault(GrpcStatus.Internal, "The request is missing.");

    private async Task DescribeAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        await RequestAsync(call, ApplicationInformationRequest.Parser, cancellationToken).ConfigureAwait(false);
        var name = environment.ApplicationName;
        var shown = name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name[..^Suffix.Length].TrimEnd('.') : name;
        await call.WriteAsync(new ApplicationInformationResponse { ApplicationName = shown.Length > 0 ? shown : name }, cancellationToken).ConfigureAwait(false);
    }

    private async Task WatchResourcesAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        await RequestAsync(call, WatchResourcesRequest.Parser, cancellationToken).ConfigureAwait(false);
        var pending = new PendingResources();
        var following = pending.FollowAsync(notifications, cancellationToken);
        await call.WriteAsync(
            new WatchResourcesUpdate { InitialData = new InitialResourceData { Resources = { pending.Take().Select(ResourceMessage.From) } } },
            cancellationToken).ConfigureAwait(false);
        await foreach (var changes in pending.ChangesAsync(cancellationToken).ConfigureAwait(false))
        {
            var upserts = changes.Select(c => new WatchResourcesChange { Upsert = ResourceMessage.From(c) });
            await call.WriteAsync(
                new WatchResourcesUpdate { Changes = new WatchResourcesChanges { Value = { upserts } } }, cancellationToken).ConfigureAwait(false);
        }

        await following.ConfigureAwait(false);
    }

    private async Task WatchConsoleAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(call, WatchResourceConsoleLogsRequest.Parser, cancellationToken).ConfigureAwait(false);
        if (!notifications.TryGetCurrentState(request.ResourceName, out var known))
        {
            throw new GrpcFault(GrpcStatus.NotFound, $"There is no resource '{request.ResourceName}'.");
        }

        await call.StartAsync(cancellationToken).ConfigureAwait(false);
        var name = known.Resource.Name;
        var lines = new ConsoleLines();
        var following = lines.FollowAsync(
            request.SuppressFollow ? loggers.GetAllAsync(name) : loggers.WatchAsync(name, cancellationToken), cancellationToken);
        while (await lines.NextAsync(cancellationToken).ConfigureAwait(false) is { } update)
        {
            await call.WriteAsync(update, cancellationToken).ConfigureAwait(false);
        }

        await following.ConfigureAwait(false);
    }

    private async Task ExecuteAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(call, ResourceCommandRequest.Parser, cancellationToken).ConfigureAwait(false);
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellationToken).ConfigureAwait(false);
        var kind = (result.Success, result.Canceled) switch
        {
            (true, _) => ResourceCommandResponseKind.Succeeded,
            (_, true) => ResourceCommandResponseKind.Cancelled,
            _ => ResourceCommandResponseKind.Failed
        };
        await call.WriteAsync(new ResourceCommandResponse { Kind = kind, Message = result.Message ?? "" }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Nothing is asked of the person at the dashboard: the stream stays open and silent until either side ends it.</summary>
    private static async Task WatchInteractionsAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        await call.StartAsync(cancellationToken).ConfigureAwait(false);
        while (await call.ReadAsync(WatchInteractionsRequestUpdate.Parser, cancellationToken).ConfigureAwait(false) is not null)
        {
            // It answers a question that nobody asked.
        }
    }
}
