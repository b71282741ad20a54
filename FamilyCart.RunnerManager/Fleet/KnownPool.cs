namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A pool that has or lately had runners, configured or not.</summary>
/// <param name="Pool">Its name.</param>
/// <param name="Scope">What its runners belong to at GitHub, as the configuration wrote it.</param>
internal sealed record KnownPool(string Pool, string Scope);
