using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FamilyCart.GitHubEmulator.Access;

/// <summary>Checks the JWT by which an App calls, with GitHub's words for what is wrong with it.</summary>
internal static class AppJwt
{
    private const string Undecodable = "A JSON web token could not be decoded";

    private static readonly TimeSpan s_longestLife = TimeSpan.FromMinutes(10);

    /// <summary>The App, or what is wrong.</summary>
    public static (AppRequest? App, string? Fault) Check(string token, IEnumerable<AppRequest> apps, DateTimeOffset now)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } claims)
        {
            return (null, Undecodable);
        }

        var issuer = claims["iss"]?.ToString();
        var app = apps.FirstOrDefault(app => app.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == issuer);
        if (header["alg"]?.ToString() != "RS256" || app is null || !IsSigned(app, parts))
        {
            return (null, app is null ? "'Issuer' claim ('iss') must be an Integer" : Undecodable);
        }

        return Times(claims, now) is { } fault ? (null, fault) : (app, null);
    }

    private static string? Times(JsonNode claims, DateTimeOffset now)
    {
        if (claims["exp"] is not JsonValue exp || !exp.TryGetValue<double>(out var expires) || expires <= now.ToUnixTimeSeconds())
        {
            return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
        }

        if (expires > (now + s_longestLife).ToUnixTimeSeconds())
        {
            return "'Expiration time' claim ('exp') is too far in the future";
        }

        return claims["iat"] is JsonValue iat && iat.TryGetValue<double>(out var issued) && issued <= now.ToUnixTimeSeconds()
            ? null
            : "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    }

    private static bool IsSigned(AppRequest app, string[] parts)
    {
        using var key = RSA.Create();
        key.ImportFromPem(app.PublicKey);
        var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
        return TryDecode(parts[2], out var signature) && key.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonObject? Decode(string part)
    {
        try
        {
            return TryDecode(part, out var bytes) ? JsonNode.Parse(bytes) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool TryDecode(string part, out byte[] bytes)
    {
        var valid = Base64Url.IsValid(part);
        bytes = valid ? Base64Url.DecodeFromChars(part) : [];
        return valid;
    }
}
