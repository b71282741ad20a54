using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>
/// What PostgreSQL stores instead of a password (RFC 5803). Sent in place of the password,
/// so that no statement, log or statistic of the server ever holds the secret itself.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;
    private const int SaltBytes = 16;

    /// <param name="password">ASCII only, which needs no normalisation.</param>
    /// <returns>Text for <c>ALTER ROLE … PASSWORD '…'</c>; it has no quote in it.</returns>
    public static string Create(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Client Key")));
        var serverKey = HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes("Server Key"));
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
