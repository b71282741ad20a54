using System.Security.Cryptography;

namespace FamilyCart.Api.Import.Passwords;

/// <summary>Argon2id, with which the service before made its hashes.</summary>
internal sealed class Argon2idHash : ILegacyPasswordHash
{
    public bool CanVerify(string hash) => Argon2Parameters.Parse(hash) is not null;

    public bool Verify(string hash, string password) =>
        Argon2Parameters.Parse(hash) is { } parameters
        && CryptographicOperations.FixedTimeEquals(Argon2id.Hash(password, parameters), parameters.Hash);
}
