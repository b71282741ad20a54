using System.Collections.Frozen;
using System.Text;

namespace FamilyCart.Api.Suggestions;

/// <summary>
/// The form in which names are compared: trimmed, lower case, letters composed. The runtime itself does not compose here, since
/// the service runs without ICU, and the letters of a Mac's keyboard may come in two parts.
/// </summary>
internal static class SuggestionKey
{
    private const string Version = "v1";

    private static readonly FrozenDictionary<(char Letter, char Mark), char> _composed = new Dictionary<char, string>
    {
        ['\u0300'] = "aàeèiìoòuù",
        ['\u0301'] = "aáeéiíoóuúyýnńcćsśzźlĺrŕ",
        ['\u0302'] = "aâeêiîoôuû",
        ['\u0303'] = "aãnñoõ",
        ['\u0308'] = "aäeëiïoöuüyÿ",
        ['\u030a'] = "aåuů",
        ['\u030c'] = "cčdďeělľnňrřsštťzž",
        ['\u0327'] = "cçsş",
    }.SelectMany(mark => mark.Value.Chunk(2).Select(pair => ((pair[0], mark.Key), pair[1])))
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>Returns the cache's key for an item of this name.</summary>
    internal static string Of(string name) => $"familycart:suggestion:{Version}:{Normalize(name)}";

    internal static string Normalize(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name.Trim().ToLowerInvariant())
        {
            if (text.Length > 0 && _composed.TryGetValue((text[^1], letter), out var composed))
            {
                text[^1] = composed;
            }
            else
            {
                text.Append(letter);
            }
        }

        return text.ToString();
    }
}
