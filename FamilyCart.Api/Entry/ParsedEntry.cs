namespace FamilyCart.Api.Entry;

/// <summary>What somebody meant by a line that they typed.</summary>
/// <param name="Name">What to buy, in the words that were typed; empty only when nothing was typed.</param>
/// <param name="Amount">Above 0, at most 999999.999, at most three decimals; null when none was understood.</param>
/// <param name="UnitId">The id of the amount's unit, such as <c>kg</c>; null when things are simply counted.</param>
/// <param name="Note">What was said beside it: behind a comma, a dash, or in brackets.</param>
/// <param name="QuantityText">The amount and its unit as they were typed.</param>
internal sealed record ParsedEntry(string Name, decimal? Amount, string? UnitId, string? Note, string? QuantityText);
