namespace FamilyCart.Api.Entry;

/// <summary>An amount found in a row of words.</summary>
/// <param name="Amount">Above 0.</param>
/// <param name="Unit">The word for its unit, or null.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="End">The first word behind it, and behind the "of" that joins it to a name.</param>
internal sealed record Quantity(decimal Amount, UnitWord? Unit, string Text, int End)
{
    private const decimal Largest = 999999.999m;

    /// <summary>The amount in the unit that is stored.</summary>
    internal decimal StoredAmount => Math.Round(Amount * (Unit?.Multiplier ?? 1), 3, MidpointRounding.AwayFromZero);

    /// <summary>Whether anybody could buy that much.</summary>
    internal bool IsSensible => Amount is > 0 and <= Largest && StoredAmount is > 0 and <= Largest;
}
