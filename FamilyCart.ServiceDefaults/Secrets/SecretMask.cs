namespace FamilyCart.ServiceDefaults.Secrets;

// Registered only where secrets were replaced. The fault of a setting that is no secret repeats its value, which may hold one.
internal sealed class SecretMask(IReadOnlyDictionary<string, string> namesByText)
{
    // A shorter one would be found in every other word, and is none.
    private const int Shortest = 4;

    private readonly List<KeyValuePair<string, string>> _longestFirst =
        [.. namesByText.Where(pair => pair.Key.Length >= Shortest).OrderByDescending(pair => pair.Key.Length)];

    public string Hide(string fault) => _longestFirst.Aggregate(
        fault, (text, pair) => text.Replace(pair.Key, $"{SecretReplacer.Start}{pair.Value}{SecretReplacer.End}", StringComparison.Ordinal));
}
