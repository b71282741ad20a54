namespace Aspire.Hosting.ApplicationModel;

/// <summary>Asks a resource's callbacks what it is given.</summary>
internal static class ResourceCallbacks
{
    /// <returns>Variables and arguments: texts, value providers or builders of them.</returns>
    public static async Task<(Dictionary<string, object> Variables, List<object> Arguments)> RunAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        var context = new EnvironmentCallbackContext(executionContext, resource, variables, cancellationToken) { Logger = logger };
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        var arguments = new List<object>();
        var argumentsContext = new CommandLineArgsCallbackContext(arguments, resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger };
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await callback.Callback(argumentsContext).ConfigureAwait(false);
        }

        return (variables, arguments);
    }
}
