using FamilyCart.Api.Accounts.Passwords;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Accounts.Registration;

/// <summary>Registration.</summary>
internal sealed class RegistrationService(
    RegistrationStore store, PasswordPolicy policy, PasswordService passwords, LoginEnds ends, ApiMetrics metrics)
{
    /// <summary>Returns the new account, whether or not another one has the address.</summary>
    internal async Task<Result<Account>> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        if (policy.Check(request.Password!, request.Email!, request.Nickname!) is { } fault)
        {
            return fault;
        }

        var hash = await passwords.HashAsync(request.Password!, cancellationToken);
        if (hash.Failure is { } failure)
        {
            return failure;
        }

        var ended = new EndedLogins();
        var account = await store.AddAsync(request, hash.Value!, ended, cancellationToken);
        ends.Announce(ended, "displaced");
        metrics.AccountRegistered();
        return account;
    }
}
