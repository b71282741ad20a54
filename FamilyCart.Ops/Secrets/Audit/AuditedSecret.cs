namespace FamilyCart.Ops.Secrets.Audit;

/// <summary>What an audit found of one secret, and nothing of what it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="AgeDays">Whole days since it was written; null where it is not there.</param>
/// <param name="Strength">Null where it is not there, or empty.</param>
/// <param name="Readers">The services that have it.</param>
/// <param name="Faults">What is wrong, each following "which" in a sentence.</param>
internal sealed record AuditedSecret(string Name, int? AgeDays, Strength? Strength, IReadOnlyList<string> Readers, IReadOnlyList<string> Faults);
