using System.Globalization;
using System.Text.RegularExpressions;

namespace FamilyCart.Api.Import.Passwords;

/// <summary>An Argon2id hash as it is stored: $argon2id$v=19$m=65536,t=3,p=4$SALT$HASH.</summary>
/// <param name="Memory">Blocks of 1 KB.</param>
/// <param name="Passes">Over all of the memory.</param>
/// <param name="Lanes">Of the memory.</param>
/// <param name="Salt">8 to 64 bytes.</param>
/// <param name="Hash">12 to 128 bytes.</param>
internal sealed partial record Argon2Parameters(int Memory, int Passes, int Lanes, byte[] Salt, byte[] Hash)
{
    private const int LargestMemory = 256 * 1024;
    private const int MostPasses = 10;
    private const int MostLanes = 16;

    /// <summary>Returns null for other hashes, and for costs that would be an attack on ours.</summary>
    internal static Argon2Parameters? Parse(string text)
    {
        if (text.Length > 512 || Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var (memory, passes, lanes) = (Number(match, "m"), Number(match, "t"), Number(match, "p"));
        return lanes is >= 1 and <= MostLanes
            && passes is >= 1 and <= MostPasses
            && memory <= LargestMemory
            && memory >= 8 * lanes
            && Bytes(match, "salt") is { Length: >= 8 and <= 64 } salt
            && Bytes(match, "hash") is { Length: >= 12 and <= 128 } hash
            ? new Argon2Parameters(memory, passes, lanes, salt, hash)
            : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static byte[]? Bytes(Match match, string group)
    {
        var text = match.Groups[group].Value;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text + new string('=', (4 - (text.Length % 4)) % 4), bytes, out var written) ? bytes[..written] : null;
    }

    [GeneratedRegex(@"\A\$argon2id\$v=19\$m=(?<m>[0-9]{1,7}),t=(?<t>[0-9]{1,4}),p=(?<p>[0-9]{1,4})\$(?<salt>[A-Za-z0-9+/]+)\$(?<hash>[A-Za-z0-9+/]+)\z")]
    private static partial Regex Form();
}
