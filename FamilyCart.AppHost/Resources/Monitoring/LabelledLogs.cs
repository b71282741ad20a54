using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>
/// Has the engine write into each line that it keeps of a container which topology it is of, so that the shipper, which sees the logs of
/// the whole machine, sends those of its own alone.
/// </summary>
internal static class LabelledLogs
{
    private const string Label = "familycart.topology";

    // The one form that the shipper reads, which without bounds would grow as long as a container lives.
    private static readonly string[] s_form = ["--log-driver=json-file", $"--log-opt=labels={Label}", "--log-opt=max-size=10m", "--log-opt=max-file=3"];

    /// <summary>Labels every container of the model, whenever it was added, before any starts.</summary>
    public static void AddLabelledLogs(this IDistributedApplicationBuilder builder)
    {
        var arguments = Arguments(builder.Topology().Name);
        builder.Eventing.Subscribe<BeforeStartEvent>((@event, _) =>
        {
            foreach (var container in @event.Model.Resources.OfType<ContainerResource>())
            {
                builder.CreateResourceBuilder(container).WithContainerRuntimeArgs(arguments);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>What the engine is told of a container.</summary>
    /// <param name="topology">Its name.</param>
    public static string[] Arguments(string topology) => [$"--label={Label}={topology}", .. s_form];
}
