using FamilyCart.Api.Accounts;
using Microsoft.AspNetCore.Identity;

namespace FamilyCart.Api.Import.Passwords;

/// <summary>
/// Makes hashes of ours only, and verifies imported ones as well, which are then to be made anew; no password belongs to a hash
/// that nobody can verify.
/// </summary>
internal sealed class LegacyPasswordHasher(PasswordHasher<Account> own, IEnumerable<ILegacyPasswordHash> legacy) : IPasswordHasher<Account>
{
    private const char LegacyMark = '$';

    private readonly List<ILegacyPasswordHash> _legacy = [.. legacy];

    public string HashPassword(Account user, string password) => own.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        if (hashedPassword.StartsWith(LegacyMark) && _legacy.Find(hash => hash.CanVerify(hashedPassword)) is { } known)
        {
            return known.Verify(hashedPassword, providedPassword) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed;
        }

        if (hashedPassword == UnusableHash.Text || hashedPassword.StartsWith(LegacyMark))
        {
            // As much work as for any other hash, so that the time of the answer does not tell.
            own.HashPassword(user, providedPassword);
            return PasswordVerificationResult.Failed;
        }

        return own.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
