namespace FamilyCart.RunnerManager.Drains;

/// <summary>What an operator asked for. A wish: the leader acts on it, so it needs no lease.</summary>
/// <param name="Operator">Who asks.</param>
/// <param name="Verb">What for.</param>
/// <param name="Target">What kind of thing it is done to.</param>
/// <param name="Name">Which one.</param>
/// <param name="Reason">Why, in at most 200 letters; null when nobody said.</param>
internal sealed record OperatorAction(string Operator, OperatorVerb Verb, DrainTarget Target, string Name, string? Reason);
