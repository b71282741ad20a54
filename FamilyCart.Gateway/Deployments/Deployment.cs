using System.Text.Json.Serialization;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>One attempt to have a slot answer users in place of the other.</summary>
/// <param name="Id">Made by the gateway.</param>
/// <param name="Slot">The new slot.</param>
/// <param name="Previous">The slot that answered users before.</param>
/// <param name="Mode">How it goes on after probing.</param>
/// <param name="By">The name of the token that asked for it.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="Phase">Where it is; the last one when it is over.</param>
/// <param name="PhaseSince">Since when.</param>
internal sealed record Deployment(
    Guid Id, Slot Slot, Slot Previous, DeploymentMode Mode, string By, DateTimeOffset StartedAt, DeploymentPhase Phase, DateTimeOffset PhaseSince)
{
    /// <summary>Of a canary: which of the configured steps it is at, from 0.</summary>
    public int Step { get; init; }

    /// <summary>Why it went back; null while it has not.</summary>
    public string? Reason { get; init; }

    /// <summary>The name of the token that took it back; null while none has, or where the gateway did so itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TakenBackBy { get; init; }

    /// <summary>When it was over; null while it is not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The Idempotency-Key that came with the request; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>The slot that is to get no more requests, and finishes what it has.</summary>
    public Slot Leaving => Phase == DeploymentPhase.RolledBack ? Slot : Previous;
}
