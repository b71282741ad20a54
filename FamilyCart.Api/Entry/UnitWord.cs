namespace FamilyCart.Api.Entry;

/// <summary>What a word says about a unit.</summary>
/// <param name="UnitId">The unit that is stored.</param>
/// <param name="Multiplier">How many of that unit one of the word is: a Czech deka is 10 g.</param>
/// <param name="StandsAlone">"kilo mouky" is one kilo; "can opener" is no can.</param>
internal sealed record UnitWord(string UnitId, decimal Multiplier, bool StandsAlone)
{
    /// <summary>Whether things come in it: a bag, a bottle. Without more words it is the thing itself: "3 bags".</summary>
    internal bool IsContainer => UnitId is "pack" or "bottle" or "can" or "jar" or "box" or "bag" or "bunch" or "slice" or "loaf" or "head"
        or "clove" or "roll";
}
