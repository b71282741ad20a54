using FamilyCart.Api.Limits;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Accounts.Logins;

/// <summary>Log-in by address and password.</summary>
internal sealed class LoginService(LoginStore store, CredentialCheck credentials, Lockout lockout, ApiMetrics metrics)
{
    /// <summary>
    /// Returns new tokens; an unknown address, a wrong password, an inactive account and a locked address answer alike and take
    /// the same work.
    /// </summary>
    internal async Task<Result<LoginResponse>> LogInAsync(LoginForm form, LoginClient client, CancellationToken cancellationToken)
    {
        var emailKey = EmailAddress.ToKey(form.Username!);
        var guess = LoginGuess.AtAddress(emailKey, client);
        var isLocked = await lockout.IsLockedAsync(guess, emailKey, cancellationToken);
        var candidates = await store.FindCandidatesAsync(emailKey, cancellationToken);
        var check = await credentials.FindAsync(isLocked ? [] : candidates, form.Password!, cancellationToken);
        if (check.Failure is { } failure && failure != Failure.BadCredentials)
        {
            return failure;
        }

        if (check.Value is { } login && await store.StartAsync(login, emailKey, guess, form.IsOffline, cancellationToken) is { } pair)
        {
            metrics.LoggedIn(succeeded: true);
            return LoginResponse.From(pair);
        }

        metrics.LoggedIn(succeeded: false);
        await lockout.CountFailureAsync(guess, cancellationToken);
        return Failure.BadCredentials;
    }
}
