using FamilyCart.RunnerManager.Drains;

namespace FamilyCart.RunnerManager.Overview;

/// <summary>A drain for programs.</summary>
/// <param name="By">The operator's name.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">Null when nobody said.</param>
internal sealed record DrainOverview(string By, DateTimeOffset Since, string? Reason)
{
    /// <returns>Null for what is in service.</returns>
    public static DrainOverview? Of(Drain? drain) => drain is null ? null : new(drain.Operator, drain.Since, drain.Reason);
}
