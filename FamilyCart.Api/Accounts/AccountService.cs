using FamilyCart.Api.Accounts.Registration;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Accounts;

/// <summary>Registration and log-in.</summary>
internal sealed class AccountService(
    AccountStore accounts, RegistrationStore registrations, PasswordService passwords, TokenStore tokens, LoginEnds ends, ApiMetrics metrics)
{
    /// <summary>Returns the new account, whether or not another one has the address.</summary>
    internal async Task<Result<Account>> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        if (passwords.Check(request.Password!) is { } fault)
        {
            return fault;
        }

        var hash = await passwords.HashAsync(request.Password!, cancellationToken);
        if (hash.Failure is { } failure)
        {
            return failure;
        }

        var ended = new EndedLogins();
        var account = await registrations.AddAsync(request, hash.Value!, ended, cancellationToken);
        ends.Announce(ended, "displaced");
        metrics.AccountRegistered();
        return account;
    }

    /// <summary>Returns a new token; an unknown address, a wrong password and an inactive account answer alike.</summary>
    internal async Task<Result<LoginResponse>> LogInAsync(LoginForm form, CancellationToken cancellationToken)
    {
        var candidates = await accounts.FindCandidatesAsync(form.Username!, cancellationToken);
        var check = await CheckAsync(candidates, form.Password!, cancellationToken);
        if (check.Failure is { } failure)
        {
            metrics.LoggedIn(succeeded: false);
            return failure;
        }

        metrics.LoggedIn(succeeded: true);
        return new LoginResponse(await tokens.IssueAsync(check.Value!.Id, cancellationToken), "bearer");
    }

    /// <summary>Takes one hash when the account that has proven the address fits, and two in every other case.</summary>
    private async Task<Result<Credentials>> CheckAsync(
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

            if (candidate is null || !check.Value!.Accepted)
            {
                continue;
            }

            if (check.Value.NewHash is { } newHash)
            {
                await accounts.UpdateHashAsync(candidate, newHash, cancellationToken);
            }

            return candidate;
        }

        return Failure.BadCredentials;
    }
}
