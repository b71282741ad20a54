using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Accounts.Passwords;

/// <summary>A new password by letter.</summary>
internal sealed class ResetService(ResetStore store, PasswordPolicy policy, PasswordService passwords, LoginEnds ends)
{
    /// <summary>Returns what went wrong, or null. A password that is refused leaves the token as it is.</summary>
    internal async Task<Failure?> ResetAsync(ResetRequest request, CancellationToken cancellationToken)
    {
        if (OpaqueToken.Hash(request.Token) is not { } tokenHash
            || await store.FindAsync(tokenHash, cancellationToken) is not { } holder)
        {
            return Failure.BadResetToken;
        }

        if (policy.Check(request.Password!, holder.Email, holder.Nickname) is { } fault)
        {
            return fault;
        }

        var hash = await passwords.HashAsync(request.Password!, cancellationToken);
        if (hash.Failure is { } failure)
        {
            return failure;
        }

        var ended = new EndedLogins();
        if (!await store.ResetAsync(tokenHash, hash.Value!, ended, cancellationToken))
        {
            return Failure.BadResetToken;
        }

        ends.Announce(ended, "password_reset");
        return null;
    }
}
