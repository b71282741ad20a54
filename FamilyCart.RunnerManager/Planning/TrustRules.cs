using FamilyCart.RunnerManager.Fleet;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>Which runners that listen have been doubted for too long.</summary>
internal static class TrustRules
{
    /// <returns>Why it is replaced, or null.</returns>
    public static EndingReason? For(FleetRunner runner, DateTimeOffset now, PlanSettings settings) => runner switch
    {
        { SilentSince: { } since } when now - since >= settings.Silence => EndingReason.Silent,
        { PhantomSince: { } since } when now - since >= settings.Phantom => EndingReason.Phantom,
        _ => null,
    };
}
