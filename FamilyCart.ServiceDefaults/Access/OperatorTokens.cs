using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FamilyCart.ServiceDefaults.Access;

/// <summary>Recognizes operators by the header `Authorization: Bearer TOKEN`.</summary>
public sealed class OperatorTokens(OperatorSettings operators)
{
    private const string Bearer = "Bearer ";

    /// <summary>Whether the request shows a token at all, anybody's.</summary>
    public static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <summary>The operator whose token the request shows, or null. It is compared with everybody's, so the time of the answer tells nothing.</summary>
    public NamedOperator? Find(HttpRequest request) => HasToken(request) ? Find(request.Headers.Authorization.ToString()[Bearer.Length..].Trim()) : null;

    /// <summary>The operator whose token that is, or null; compared with everybody's, too.</summary>
    public NamedOperator? Find(string token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        NamedOperator? found = null;
        foreach (var one in operators.All)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, one.TokenHash.Span))
            {
                found = one;
            }
        }

        return found;
    }
}
