namespace FamilyCart.RunnerManager.Drains;

/// <summary>Something that an operator took out of service: nothing starts there, what is idle ends, what has a job finishes it.</summary>
/// <param name="Target">What kind of thing.</param>
/// <param name="Name">Which one.</param>
/// <param name="Operator">Who did it.</param>
/// <param name="Reason">Why, in at most 200 letters; null when nobody said.</param>
/// <param name="Since">Since when, by the store's clock.</param>
internal sealed record Drain(DrainTarget Target, string Name, string Operator, string? Reason, DateTimeOffset Since);
