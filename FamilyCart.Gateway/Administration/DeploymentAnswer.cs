namespace FamilyCart.Gateway.Administration;

/// <summary>What <c>GET /deployments</c> says.</summary>
/// <param name="Revision">One more with every change.</param>
/// <param name="Message">What holds now, in a sentence.</param>
/// <param name="Phase">idle, probing, canary, promoted, draining or rolled_back.</param>
/// <param name="Active">The slot that answers users.</param>
/// <param name="Slots">Each slot.</param>
/// <param name="Current">The deployment that is under way; null for none.</param>
/// <param name="Pause">Null while requests flow.</param>
/// <param name="Recent">Deployments that are over, the latest first.</param>
internal sealed record DeploymentAnswer(
    long Revision, string Message, string Phase, string Active, IReadOnlyList<SlotAnswer> Slots, DeploymentEntry? Current, PauseAnswer? Pause, IReadOnlyList<DeploymentEntry> Recent);

/// <summary>A slot.</summary>
/// <param name="Slot">blue or green.</param>
/// <param name="Version">As the slot says; null while it does not.</param>
/// <param name="Health">healthy, unhealthy, or unknown before the first probe.</param>
/// <param name="Percent">Its share of the clients.</param>
/// <param name="AnswersPerSecond">Of the last 5 s, as the next two.</param>
/// <param name="FailureShare">Of answers of 500 and above, 0 to 1.</param>
/// <param name="P99Milliseconds">The time that 99 % of the answers did not exceed.</param>
/// <param name="UnderWay">Requests that it has and has not answered.</param>
/// <param name="Sockets">Sockets that are open.</param>
internal sealed record SlotAnswer(
    string Slot, string? Version, string Health, int Percent, double AnswersPerSecond, double FailureShare, double P99Milliseconds, int UnderWay, int Sockets);

/// <summary>A deployment.</summary>
internal sealed record DeploymentEntry(
    Guid Id, string Slot, string Previous, string Mode, string By, DateTimeOffset StartedAt, string Phase, DateTimeOffset PhaseSince, DateTimeOffset? EndedAt, string? Reason);

/// <summary>Requests wait.</summary>
internal sealed record PauseAnswer(string By, DateTimeOffset Since, DateTimeOffset Until, int Waiting);
