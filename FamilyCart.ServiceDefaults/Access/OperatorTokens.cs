using System.Security.Cryptography;
using System.Text;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.AspNetCore.Http;

namespace FamilyCart.ServiceDefaults.Access;

/// <summary>
/// Recognizes operators by the header `Authorization: Bearer TOKEN`. A token that comes from a file of secrets is the one that the file
/// holds now; while one takes over from another there, both are taken.
/// </summary>
/// <param name="operators">Who they are.</param>
/// <param name="secrets">What is in files now.</param>
public sealed class OperatorTokens(OperatorSettings operators, LiveSecrets secrets)
{
    private const string Bearer = "Bearer ";

    // Nobody's token: what would have this hash is not known.
    private static readonly byte[] s_nobody = new byte[SHA256.HashSizeInBytes];

    private volatile KnownTokens _known = new(-1, []);

    /// <summary>Whether the request shows a token at all, anybody's.</summary>
    public static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <summary>The operator whose token the request shows, or null. It is compared with everybody's, so the time of the answer tells nothing.</summary>
    public NamedOperator? Find(HttpRequest request) => HasToken(request) ? Find(request.Headers.Authorization.ToString()[Bearer.Length..].Trim()) : null;

    /// <summary>The operator whose token that is, or null; compared with everybody's, too.</summary>
    public NamedOperator? Find(string token)
    {
        var hash = HashOf(token);
        NamedOperator? found = null;
        foreach (var one in Known().All)
        {
            // Two for each, whether or not there are two, and both of them.
            if (CryptographicOperations.FixedTimeEquals(hash, one.Hash) | CryptographicOperations.FixedTimeEquals(hash, one.OtherHash))
            {
                found = one.Operator;
            }
        }

        return found;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private KnownTokens Known()
    {
        var (known, version) = (_known, secrets.Version);
        return known.Version == version ? known : _known = new(version, [.. operators.All.Select(Read)]);
    }

    private KnownToken Read(NamedOperator one) => secrets.ValuesOf(OperatorSettings.TokenKeyOf(one.Name)) switch
    {
        [] => new(one, one.TokenHash.ToArray(), s_nobody),
        [var token] => new(one, HashOf(token), s_nobody),
        [var token, var other, ..] => new(one, HashOf(token), HashOf(other)),
    };

    private sealed record KnownTokens(int Version, IReadOnlyList<KnownToken> All);

    private sealed record KnownToken(NamedOperator Operator, byte[] Hash, byte[] OtherHash);
}
