using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.ServiceDefaults.Preflight;

// What a secret has to be beyond being there.
internal static class SecretRules
{
    private static readonly string[] s_placeholders = ["changeme", "change-me", "password", "secret", "example", "todo"];

    public static IEnumerable<SecretFault> Faults(string text, int shortest)
    {
        if (text.Length < shortest)
        {
            yield return new($"is shorter than {shortest} characters", $"make one of {shortest} or more random letters and digits");
        }

        // Connection strings and URLs, in which secrets stand, give a meaning to most other characters.
        if (!text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
        {
            yield return new("has other characters than letters, digits, dashes, underscores and dots", "make one of these alone, on one line");
        }

        if (IsPlaceholder(text))
        {
            yield return new("is a placeholder", "make a random one");
        }
    }

    // Words that stand for a secret to come, also repeated, joined or numbered. A random secret may well have one inside.
    private static bool IsPlaceholder(string text)
    {
        if (text.Length > 0 && text.All(letter => letter == text[0]))
        {
            return true;
        }

        var rest = s_placeholders.Aggregate(text, (left, word) => left.Replace(word, "-", StringComparison.OrdinalIgnoreCase));
        return rest != text && rest.All(letter => char.IsAsciiDigit(letter) || letter is '-' or '_' or '.');
    }
}
