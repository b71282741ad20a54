using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Secrets;

namespace FamilyCart.AppHost.Topology;

/// <summary>A part of the topology that this run does not have, and why.</summary>
internal sealed record AbsentResource(string Name, string Reason);

/// <summary>
/// What every resource type asks while the model is being built: runtime, ports, folders, secrets.
/// Faults found on the way are collected here and reported together before anything starts.
/// </summary>
internal sealed class UatTopology
{
    public required Settings Settings { get; init; }

    public required RuntimeKind Runtime { get; init; }

    /// <summary>What kept <c>auto</c> from containers, as part of a sentence; null when nothing did.</summary>
    public string? RuntimeReason { get; init; }

    /// <summary>Root of all data; exists only once the run has claimed it.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The account that PostgreSQL runs as; it decides where data can lie.</summary>
    public required ServerAccount PostgresAccount { get; init; }

    /// <summary>Where PostgreSQL's programs are; null where it runs in a container or is not installed.</summary>
    public required string? PostgresPrograms { get; init; }

    public required int PostgresMajor { get; init; }

    public required SecretStore Secrets { get; init; }

    /// <summary>The repository's root, which holds <c>monitoring/</c>.</summary>
    public required string Repository { get; init; }

    public required List<Fault> Faults { get; init; }

    public List<AbsentResource> Absent { get; } = [];

    public string Name => Settings.Topology.Name;

    public bool UsesContainers => Runtime == RuntimeKind.Containers;

    public DataMarker Marker => new(Name, Runtime, PostgresMajor);

    /// <summary>A fixed port as this topology uses it.</summary>
    public int Port(int basePort) => basePort + Settings.Topology.PortOffset;

    /// <summary>A folder below the data directory; it is not made here.</summary>
    public string Folder(string name) => Path.Combine(DataDirectory, name);

    /// <summary>A named volume that no other topology on the machine uses.</summary>
    public string Volume(string name) => $"familycart-{Name}-{name}";
}
