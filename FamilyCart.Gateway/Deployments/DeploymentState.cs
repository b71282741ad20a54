using System.Collections.Immutable;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>All that the gateway must know again after a restart.</summary>
/// <param name="Revision">One more with every change; the ETag.</param>
/// <param name="Active">The slot that answers users, but for a canary's share.</param>
internal sealed record DeploymentState(long Revision, Slot Active)
{
    /// <summary>How many that are over are kept.</summary>
    public const int MostRecent = 50;

    /// <summary>The one that is under way; null when the gateway is idle.</summary>
    public Deployment? Current { get; init; }

    /// <summary>Null while requests flow.</summary>
    public TrafficPause? Pause { get; init; }

    /// <summary>Those that are over, the latest first.</summary>
    public ImmutableArray<Deployment> Recent { get; init; } = [];

    /// <summary>Compares what is in <see cref="Recent"/>, which the array's own comparison does not.</summary>
    public bool Equals(DeploymentState? other) =>
        other is not null && Revision == other.Revision && Active == other.Active && Current == other.Current && Pause == other.Pause
        && Recent.AsSpan().SequenceEqual(other.Recent.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Revision, Active, Current, Pause);
}
