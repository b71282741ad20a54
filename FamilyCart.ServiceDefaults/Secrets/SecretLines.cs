namespace FamilyCart.ServiceDefaults.Secrets;

// A file holds one secret, or two on a line each while one takes over from the other: then the first is to be used, and whoever
// checks takes both. Other texts of several lines, such as keys, are one secret.
internal sealed record SecretLines(string Current, string? Other)
{
    // Each that is valid, the one to be used first.
    public IReadOnlyList<string> All => Other is null ? [Current] : [Current, Other];

    public static SecretLines Of(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        return lines is [var current, var other] && IsWord(current) && IsWord(other) && current != other ? new(current, other) : new(text, null);
    }

    // Never of what it holds.
    public override string ToString() => Other is null ? "one secret" : "two secrets";

    private static bool IsWord(string line) => line.Length > 0 && line.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
