using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Accounts;

/// <summary>Registration and log-in.</summary>
internal sealed class AccountService(AccountStore accounts, PasswordService passwords, TokenStore tokens, ApiMetrics metrics)
{
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

        if (await accounts.AddAsync(request, hash.Value!, cancellationToken) is not { } account)
        {
            return Failure.AddressTaken;
        }

        metrics.AccountRegistered();
        return account;
    }

    /// <summary>Returns a new token; an unknown address, a wrong password and an inactive account answer alike.</summary>
    internal async Task<Result<LoginResponse>> LogInAsync(LoginForm form, CancellationToken cancellationToken)
    {
        var credentials = await accounts.FindCredentialsAsync(form.Username!, cancellationToken);
        var check = await passwords.VerifyAsync(credentials?.PasswordHash, form.Password!, cancellationToken);
        if (check.Failure is { } failure)
        {
            return failure;
        }

        var verdict = check.Value!;
        metrics.LoggedIn(verdict.Accepted);
        if (credentials is null || !verdict.Accepted)
        {
            return Failure.BadCredentials;
        }

        if (verdict.NewHash is { } newHash)
        {
            await accounts.UpdateHashAsync(credentials, newHash, cancellationToken);
        }

        return new LoginResponse(await tokens.IssueAsync(credentials.Id, cancellationToken), "bearer");
    }
}
