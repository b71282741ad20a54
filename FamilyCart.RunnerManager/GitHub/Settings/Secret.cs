namespace FamilyCart.RunnerManager.GitHub.Settings;

/// <summary>A text that nothing prints by accident.</summary>
/// <param name="Value">The secret itself.</param>
internal sealed record Secret(string Value)
{
    public static Secret? Of(string? text) => text is null ? null : new Secret(text);

    /// <summary>Says nothing of the value.</summary>
    public override string ToString() => "***";
}
