namespace FamilyCart.RunnerManager.Drains;

/// <summary>What an operator may say with a drain; the body may be left out.</summary>
/// <param name="Reason">Why, in at most 200 letters on one line.</param>
internal sealed record DrainRequest(string? Reason)
{
    private const int LongestReason = 200;

    /// <summary>Null when nothing was said.</summary>
    public string? Told => string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim();

    /// <summary>Whether the reason may stand in the log and on the page.</summary>
    public bool IsSound => Told is not { } told || (told.Length <= LongestReason && !told.Any(char.IsControl));
}
