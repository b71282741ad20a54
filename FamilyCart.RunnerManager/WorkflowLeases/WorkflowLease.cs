namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>
/// Something that one workflow at a time has, such as the right to deploy to production. Unlike a <see cref="Leases.Lease"/> of the
/// managers it has an end that is told apart: released by its holder, or expired in its holder's hands.
/// </summary>
/// <param name="Name">What.</param>
/// <param name="Epoch">Rises with each new holder; whoever guards something by it refuses a lower one.</param>
/// <param name="Holder">Who, for people.</param>
/// <param name="Reason">What for; null where nobody said.</param>
/// <param name="RunUrl">Where the workflow's run is shown; null where nobody said.</param>
/// <param name="TakenAt">Since when, by the database's clock.</param>
/// <param name="ExpiresAt">Until when, by the database's clock.</param>
/// <param name="EndedAt">When it was released, or noted as expired; null until then.</param>
/// <param name="Ending">How it ended; null until then.</param>
/// <param name="Remaining">What is left of it; not above zero once it is over, noted or not.</param>
internal sealed record WorkflowLease(
    string Name, long Epoch, string Holder, string? Reason, string? RunUrl, DateTimeOffset TakenAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, LeaseEnding? Ending, TimeSpan Remaining)
{
    /// <summary>Whether its holder has it now.</summary>
    public bool IsHeld => Ending is null && Remaining > TimeSpan.Zero;
}
