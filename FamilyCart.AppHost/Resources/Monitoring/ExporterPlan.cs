using FamilyCart.AppHost.Publishing;

namespace FamilyCart.AppHost.Resources.Monitoring;

/// <summary>A program that tells Prometheus of something that cannot do so itself.</summary>
internal sealed record ExporterPlan
{
    /// <summary>What it tells of, as rules call it: the label <c>service</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Before the topology's offset; in its image it listens on the same.</summary>
    public required int Port { get; init; }

    /// <summary>Its names on a machine; the first is that of Debian's package as well.</summary>
    public required string[] Programs { get; init; }

    public required string Registry { get; init; }

    public required string Image { get; init; }

    public required string Tag { get; init; }

    /// <summary>A series, without labels or with all of them, that is 1 while it can tell of that thing.</summary>
    public required string Works { get; init; }

    /// <summary>What it is allowed where it is published.</summary>
    public required ComposePlan Published { get; init; }

    /// <summary>Folder below <c>monitoring/</c> with its configuration; null for none.</summary>
    public string? Configuration { get; init; }
}
