using FamilyCart.Monitoring.Tests.Rules;

namespace FamilyCart.Monitoring.Tests.Mutations;

/// <summary>A rule with one fault that somebody could have made.</summary>
/// <param name="Original">The rule as it is.</param>
/// <param name="Kind">What was changed: threshold, comparison, window or for.</param>
/// <param name="Change">From what to what, for whoever reads of a survivor.</param>
/// <param name="Expression">The changed expression.</param>
/// <param name="For">The changed duration; null where there is none.</param>
internal sealed record Mutant(AlertRule Original, string Kind, string Change, string Expression, string? For);
