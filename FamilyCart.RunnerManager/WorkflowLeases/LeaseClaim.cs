namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What somebody wants to hold.</summary>
/// <param name="Name">What.</param>
/// <param name="Holder">Who, for people.</param>
/// <param name="IdHash">Of the id by which the holder will be known.</param>
/// <param name="Duration">For how long from now.</param>
/// <param name="Reason">What for; null where nobody said.</param>
/// <param name="RunUrl">Where the workflow's run is shown; null where nobody said.</param>
/// <param name="TakenBy">The operator whose token it is.</param>
internal sealed record LeaseClaim(string Name, string Holder, byte[] IdHash, TimeSpan Duration, string? Reason, string? RunUrl, string TakenBy);
