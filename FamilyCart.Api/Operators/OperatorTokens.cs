using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Api.Operators;

/// <summary>Recognizes operators by the header `Authorization: Bearer TOKEN`.</summary>
internal sealed class OperatorTokens(OperatorSettings operators)
{
    private const string Bearer = "Bearer ";

    /// <summary>Whether the request shows a token at all, anybody's.</summary>
    internal static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <summary>Compares with everybody's, whoever it is: the time of the answer tells nothing.</summary>
    internal Operator? Find(HttpRequest request)
    {
        if (!HasToken(request))
        {
            return null;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()[Bearer.Length..].Trim()));
        Operator? found = null;
        foreach (var one in operators.All)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, one.TokenHash))
            {
                found = one;
            }
        }

        return found;
    }
}
