using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Problems;

namespace FamilyCart.Api.Accounts.Logins;

/// <summary>Whose password it is, in a time that does not tell who has the address.</summary>
internal sealed class CredentialCheck(PasswordService passwords)
{
    /// <summary>Takes one hash when the account that has proven the address fits, and two in every other case.</summary>
    /// <param name="candidates">The one that has proven the address and the one that has not; either may be missing.</param>
    /// <param name="password">What was given.</param>
    /// <param name="cancellationToken">Gives up the turn.</param>
    internal async Task<Result<CheckedLogin>> FindAsync(
        IReadOnlyList<Credentials> candidates, string password, CancellationToken cancellationToken)
    {
        foreach (var isProven in new[] { true, false })
        {
            var candidate = candidates.SingleOrDefault(candidate => candidate.IsProven == isProven);
            var check = await passwords.VerifyAsync(candidate?.PasswordHash, password, cancellationToken);
            if (check.Failure is { } failure)
            {
                return failure;
            }

            if (candidate is not null && check.Value!.Accepted)
            {
                return new CheckedLogin(candidate, check.Value.NewHash);
            }
        }

        return Failure.BadCredentials;
    }
}
