using FamilyCart.RunnerManager.Fleet;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>Which runners that listen have been doubted for too long.</summary>
internal static class TrustRules
{
    // Answers that follow each other at once, as when another instance begins to lead, are as good as one.
    private const int Spacing = 2;

    /// <returns>Why it is replaced, or null.</returns>
    public static EndingReason? For(FleetRunner runner, DateTimeOffset now, PlanSettings settings) => runner switch
    {
        { SilentSince: { } since } when now - since >= settings.Silence => EndingReason.Silent,
        { PhantomSince: { } since, PhantomToldAt: { } told } when now - since >= settings.Phantom && told - since >= settings.Phantom / Spacing => EndingReason.Phantom,
        _ => null,
    };
}
