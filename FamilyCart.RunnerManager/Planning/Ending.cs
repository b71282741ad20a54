namespace FamilyCart.RunnerManager.Planning;

/// <summary>A runner that nobody shall count on any more.</summary>
/// <param name="Runner">Its id.</param>
/// <param name="GiveUp">Its slot is free at once, since nothing more is heard of it; otherwise it ends in good order and frees the slot then.</param>
/// <param name="Reason">Why.</param>
internal sealed record Ending(long Runner, bool GiveUp, EndingReason Reason)
{
    /// <summary>Whether it concerns a runner that is still busy: its job is over, or went with its host.</summary>
    public bool EndsJobs => GiveUp && Reason is (EndingReason.HostLost or EndingReason.Overtime);
}
