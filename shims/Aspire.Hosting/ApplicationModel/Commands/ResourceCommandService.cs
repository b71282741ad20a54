namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes the commands of resources.</summary>
public class ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
{
    /// <param name="resourceId">The resource's name, or the id of one replica.</param>
    /// <param name="commandName">The command's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
        => notifications.TryGetCurrentState(resourceId, out var current)
            ? ExecuteAsync(current.Resource, current.ResourceId, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));

    /// <summary>Executes the command on every replica; it succeeds where all succeed.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        var ids = notifications.ResourceIds(resource);
        var results = await Task.WhenAll(ids.Select(id => ExecuteAsync(resource, id, commandName, cancellationToken))).ConfigureAwait(false);
        var failures = results.Where(r => !r.Success).ToArray();
        return failures.Length switch
        {
            0 => results.Length == 1 ? results[0] : CommandResults.Success(),
            1 when results.Length == 1 => failures[0],
            _ when failures.All(f => f.Canceled) => CommandResults.Canceled(),
            _ => CommandResults.Failure(string.Join(" ", failures.Select(f => f.Message)))
        };
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string resourceId, string commandName, CancellationToken cancellationToken)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(c => c.Name == commandName);
        if (command is null)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.Name}'.");
        }

        try
        {
            var context = new ExecuteCommandContext { ResourceName = resourceId, ServiceProvider = services, CancellationToken = cancellationToken };
            return await command.ExecuteCommand(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception fault)
        {
            loggers.GetLogger(resource).LogError(fault, "Error executing command '{Command}'.", commandName);
            return CommandResults.Failure(fault.Message);
        }
    }
}
