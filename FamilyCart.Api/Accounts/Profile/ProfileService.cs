using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Accounts.Profile;

/// <summary>Changes of one's own account. What a thief of a token could take it over with needs the current password.</summary>
internal sealed class ProfileService(
    ProfileStore store, PasswordPolicy policy, PasswordService passwords, Lockout lockout, LoginEnds ends, TimeProvider time)
{
    /// <summary>For how long a log-in stands for the password.</summary>
    private static readonly TimeSpan _recent = TimeSpan.FromMinutes(10);

    /// <summary>Returns the changed account; its address is the old one until the new one is proven.</summary>
    internal async Task<Result<Account>> UpdateAsync(
        Caller caller, UpdateProfileRequest request, CancellationToken cancellationToken)
    {
        var account = caller.Account;
        var newEmail = request.Email is { } email && EmailAddress.ToKey(email) != EmailAddress.ToKey(account.Email) ? email : null;
        if (request.Password is { } password
            && policy.Check(password, request.Email ?? account.Email, request.Nickname ?? account.Nickname) is { } fault)
        {
            return fault;
        }

        string? oldHash = null;
        if (request.Password is not null || newEmail is not null)
        {
            var check = await CheckCurrentAsync(caller, request.CurrentPassword, cancellationToken);
            if (check.Failure is { } failure)
            {
                return failure;
            }

            oldHash = check.Value;
        }

        string? newHash = null;
        if (request.Password is not null)
        {
            var hash = await passwords.HashAsync(request.Password, cancellationToken);
            if (hash.Failure is { } failure)
            {
                return failure;
            }

            newHash = hash.Value;
        }

        var ended = new EndedLogins();
        var change = new ProfileChange(request, newEmail, oldHash, newHash);
        if (await store.UpdateAsync(caller, change, ended, cancellationToken) is not { } changed)
        {
            return oldHash is null ? Failure.Unauthorized : Failure.BadCurrentPassword;
        }

        ends.Announce(ended, "password_changed");
        return changed;
    }

    /// <summary>Returns null when it is the person themselves who asks: they know the password, or have just logged in with it.</summary>
    internal async Task<Failure?> ConfirmAsync(Caller caller, string? password, CancellationToken cancellationToken)
    {
        if (password is not null)
        {
            return (await CheckCurrentAsync(caller, password, cancellationToken)).Failure;
        }

        return await store.FindLogInTimeAsync(caller, cancellationToken) > time.GetUtcNow().UtcDateTime - _recent
            ? null
            : Failure.LogInAgain;
    }

    /// <summary>Returns the hash that the password fits; wrong ones count against the account and the log-in.</summary>
    private async Task<Result<string>> CheckCurrentAsync(Caller caller, string? password, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(password))
        {
            return Failure.BadCurrentPassword;
        }

        var guess = LoginGuess.AtOwn(caller.Id, caller.LoginId);
        var isLocked = await lockout.IsLockedAsync(guess, emailKey: null, cancellationToken);
        var hash = await store.FindHashAsync(caller.Id, cancellationToken);
        var check = await passwords.VerifyAsync(isLocked ? null : hash, password, cancellationToken);
        if (check.Failure is { } failure)
        {
            return failure;
        }

        if (hash is not null && check.Value!.Accepted)
        {
            return hash;
        }

        await lockout.CountFailureAsync(guess, cancellationToken);
        return Failure.BadCurrentPassword;
    }
}
