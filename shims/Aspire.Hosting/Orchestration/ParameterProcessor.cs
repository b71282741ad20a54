namespace Aspire.Hosting.Orchestration;

/// <summary>Finds the value of every parameter, and says so; a missing one keeps its consumers waiting.</summary>
internal sealed class ParameterProcessor(ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    public async Task ProcessAsync(IEnumerable<ParameterResource> parameters)
    {
        foreach (var parameter in parameters)
        {
            AddCommands(parameter);
            await ProcessAsync(parameter).ConfigureAwait(false);
        }
    }

    private async Task ProcessAsync(ParameterResource parameter)
    {
        ResourceStateSnapshot state;
        string value;
        parameter.Track();
        try
        {
            value = parameter.CurrentValue;
            state = new ResourceStateSnapshot(KnownResourceStates.Running, null);
            parameter.Resolve(value);
        }
        catch (MissingParameterValueException fault)
        {
            value = fault.Message;
            state = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn);
            loggers.GetLogger(parameter).LogWarning("{Fault}", fault.Message);
        }
        catch (Exception fault)
        {
            value = fault.Message;
            state = new ResourceStateSnapshot("Error initializing parameter", KnownResourceStateStyles.Error);
            loggers.GetLogger(parameter).LogError(fault, "The parameter's value could not be made.");
            parameter.Fail(fault);
        }

        var source = parameter.ConfigurationKey is { } key ? [new ResourcePropertySnapshot(KnownProperties.Source, key)] : Array.Empty<ResourcePropertySnapshot>();
        await notifications.PublishUpdateAsync(parameter, s => s with
        {
            ResourceType = "Parameter",
            State = state,
            CreationTimeStamp = DateTime.UtcNow,
            Properties = [.. s.Properties, .. source, new ResourcePropertySnapshot(KnownProperties.ParameterValue, value) { IsSensitive = parameter.Secret }]
        }).ConfigureAwait(false);
    }

    private static void AddCommands(ParameterResource parameter)
    {
        Add(parameter, KnownResourceCommands.SetParameterCommand, "Set parameter", _ => ResourceCommandState.Enabled);
        Add(parameter, KnownResourceCommands.DeleteParameterCommand, "Delete parameter", c
            => c.ResourceSnapshot.State?.Text == KnownResourceStates.ValueMissing ? ResourceCommandState.Hidden : ResourceCommandState.Enabled);
    }

    private static void Add(ParameterResource parameter, string name, string displayName, Func<UpdateCommandStateContext, ResourceCommandState> state)
        => parameter.Annotations.Add(new ResourceCommandAnnotation(
            name, displayName, state,
            _ => throw new NotSupportedException("Changing a parameter while the application runs needs the package Aspire.Hosting. Set it in the configuration and start again."),
            CommandOptions.Default));
}
