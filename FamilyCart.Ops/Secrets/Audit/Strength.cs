using FamilyCart.ServiceDefaults.Preflight;

namespace FamilyCart.Ops.Secrets.Audit;

/// <summary>How hard a secret is to guess, for whoever tries all that its letters allow.</summary>
/// <param name="Length">Its characters.</param>
/// <param name="Alphabet">How many different ones it is made of, judged by their kinds.</param>
/// <param name="Bits">At most, as if they were random.</param>
internal sealed record Strength(int Length, int Alphabet, int Bits)
{
    // Twelve random letters and digits, the least that publishing takes, have 71.
    private const int Least = 64;

    // What is repeated says less than its length.
    private const int FewestLetters = 6;

    public static Strength Of(string secret)
    {
        var alphabet = Size(secret, char.IsAsciiLetterLower, 26) + Size(secret, char.IsAsciiLetterUpper, 26) + Size(secret, char.IsAsciiDigit, 10)
            + Size(secret, letter => !char.IsAsciiLetterOrDigit(letter), 32);
        return new(secret.Length, alphabet, secret.Length == 0 ? 0 : (int)(secret.Length * Math.Log2(alphabet)));
    }

    /// <summary>What is weak in a secret.</summary>
    /// <param name="secret">Not empty.</param>
    /// <param name="shortest">How many characters it has to have.</param>
    public static IEnumerable<string> Faults(string secret, int shortest)
    {
        foreach (var fault in SecretRules.Faults(secret, shortest))
        {
            yield return fault.Problem;
        }

        if (Of(secret).Bits < Least || secret.Distinct().Count() < FewestLetters)
        {
            yield return "is easy to guess";
        }
    }

    private static int Size(string secret, Func<char, bool> kind, int size) => secret.Any(kind) ? size : 0;
}
