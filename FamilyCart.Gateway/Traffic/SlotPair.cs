namespace FamilyCart.Gateway.Traffic;

/// <summary>What both slots answered within the same while.</summary>
/// <param name="Candidate">The new one's.</param>
/// <param name="Baseline">The old one's.</param>
internal sealed record SlotPair(SlotSample Candidate, SlotSample Baseline);
