using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Planning;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>One runner, from the decision to have it until nothing of it is left.</summary>
/// <param name="Id">Of the fleet's own.</param>
/// <param name="Pool">The name of its pool.</param>
/// <param name="Slot">Its place in the pool, from 1; no two that count have the same.</param>
/// <param name="Host">The host that carries it.</param>
/// <param name="Name">Its own; never used twice. Also its registration's, unless that is an older one.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateSince">Since when.</param>
/// <param name="Retiring">It shall take no further job.</param>
/// <param name="GitHubId">Null until it is registered.</param>
/// <param name="JobId">The job that it has or had.</param>
internal sealed record FleetRunner(
    long Id,
    string Pool,
    int Slot,
    string Host,
    string Name,
    RunnerState State,
    DateTimeOffset StateSince,
    bool Retiring,
    long? GitHubId,
    long? JobId)
{
    /// <summary>Since when its host sees no sign of it although it should listen; null while there is one.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>Since when GitHub knows no session of it although it should listen; null while there is one.</summary>
    public DateTimeOffset? PhantomSince { get; init; }

    /// <summary>When GitHub said so last; null with <see cref="PhantomSince"/>.</summary>
    public DateTimeOffset? PhantomToldAt { get; init; }

    /// <summary>Since when the fleet knows that a job of that registration is over at GitHub; null while none is. It counts for a busy one alone.</summary>
    public DateTimeOffset? JobOverSince { get; init; }

    /// <summary>Why it was given up; null unless it was.</summary>
    public EndingReason? LostFor { get; init; }

    /// <summary>What it is or will be registered in; null where it is not known any more.</summary>
    public GitHubScope? Scope { get; init; }

    /// <summary>The name of a registration that serves for several runners, one after the other; null where it is this one's alone.</summary>
    public string? Registration { get; init; }

    /// <summary>The name by which GitHub knows it.</summary>
    public string RegisteredAs => Registration ?? Name;

    /// <summary>Whether it occupies its slot.</summary>
    public bool HoldsSlot => State < RunnerState.Lost;

    /// <summary>Whether it can be expected to take a job, now or soon.</summary>
    public bool IsAvailable => State <= RunnerState.Listening && !Retiring;
}
