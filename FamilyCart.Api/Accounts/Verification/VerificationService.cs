using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Accounts.Verification;

/// <summary>Proof of an address by the letter that went to it and, where that does not tell enough, the account's password.</summary>
internal sealed class VerificationService(
    VerificationStore store, PasswordService passwords, Lockout lockout, LoginEnds ends, AccountMetrics metrics)
{
    /// <summary>Returns the account that the letter was sent for, verified. A password is checked whenever there is one.</summary>
    internal async Task<Result<Account>> VerifyAsync(VerifyRequest request, LoginClient client, CancellationToken cancellationToken)
    {
        if (OpaqueToken.Hash(request.Token) is not { } tokenHash
            || await store.FindAsync(tokenHash, cancellationToken) is not { } found)
        {
            return Failure.BadVerifyToken;
        }

        string? checkedHash = null;
        if (!found.IsProven && !string.IsNullOrEmpty(request.Password))
        {
            if (await CheckAsync(found, request.Password, client, cancellationToken) is { } failure)
            {
                return failure;
            }

            checkedHash = found.PasswordHash;
        }

        var ended = new EndedLogins();
        var result = await store.VerifyAsync(tokenHash, checkedHash, ended, cancellationToken);
        if (result.Value is not null)
        {
            ends.Announce(ended, "address_proven");
            metrics.AccountVerified();
        }

        return result;
    }

    private async Task<Failure?> CheckAsync(
        VerificationCase found, string password, LoginClient client, CancellationToken cancellationToken)
    {
        var guess = LoginGuess.AtAddress(found.EmailKey, client);
        var isLocked = await lockout.IsLockedAsync(guess, found.EmailKey, cancellationToken);
        var check = await passwords.VerifyAsync(isLocked ? null : found.PasswordHash, password, cancellationToken);
        if (check.Failure is { } failure)
        {
            return failure;
        }

        if (check.Value!.Accepted)
        {
            return null;
        }

        await lockout.CountFailureAsync(guess, cancellationToken);
        return Failure.VerifyBadPassword;
    }
}
