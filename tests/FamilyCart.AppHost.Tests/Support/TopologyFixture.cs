using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace FamilyCart.AppHost.Tests.Support;

/// <summary>A data folder and secrets of its own, far from those of a person's topology.</summary>
public sealed class TopologyFixture : IDisposable
{
    /// <summary>Far above the ports of a running topology and of other tests' ephemeral ones.</summary>
    public const int PortOffset = 12000;

    private readonly TemporaryFolder _folder = new();

    public TopologyFixture() => Environment.SetEnvironmentVariable("XDG_DATA_HOME", _folder.Below("xdg"));

    public string Secrets => _folder.Below("xdg", "familycart", Name, "secrets.json");

    public string Name { get; } = $"t{Guid.NewGuid():N}"[..12];

    public void Dispose() => _folder.Dispose();

    /// <summary>Arguments of a topology of our own; each call has a data folder of its own.</summary>
    public string[] Arguments(string runtime, params string[] more) =>
    [
        $"--Topology:Name={Name}",
        $"--Topology:Runtime={runtime}",
        $"--Topology:PortOffset={PortOffset}",
        $"--Topology:DataDirectory={_folder.Below($"data-{Guid.NewGuid():N}")}",
        .. more,
    ];

    /// <summary>The arguments that the resource would be started with.</summary>
    internal static async Task<IReadOnlyList<object>> ArgumentsOfAsync(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource) { ExecutionContext = new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run) };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return [.. context.Args];
    }

    /// <summary>The variables that the resource would be started with, unresolved.</summary>
    internal static async Task<IReadOnlyDictionary<string, object>> EnvironmentOfAsync(IResource resource)
    {
        var context = new EnvironmentCallbackContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }
}
