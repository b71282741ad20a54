using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Accounts.Administration;

/// <summary>Writes down which superuser does what to whom, by their ids: before it is done, and how it ended.</summary>
internal sealed partial class AdministrationAudit(AccountMetrics metrics, ILogger<AdministrationAudit> logger)
{
    private const string Update = "update";
    private const string Remove = "remove";

    internal async Task<Result<Account>> UpdateAsync(
        Caller caller, Guid accountId, UpdateAccountRequest request, Func<Task<Result<Account>>> update)
    {
        LogAsked(caller.Id, Update, accountId, Describe(request));
        var result = await update();
        Finish(caller, Update, accountId, result.Failure);
        return result;
    }

    internal async Task<Failure?> RemoveAsync(Caller caller, Guid accountId, Func<Task<Failure?>> remove)
    {
        LogAsked(caller.Id, Remove, accountId, "all of it");
        var failure = await remove();
        Finish(caller, Remove, accountId, failure);
        return failure;
    }

    private void Finish(Caller caller, string action, Guid accountId, Failure? failure)
    {
        LogDone(caller.Id, action, accountId, failure?.ToString() ?? "done");
        if (failure is null)
        {
            metrics.Administered(action);
        }
    }

    /// <summary>Rights with their values, names without: those are the person's own.</summary>
    private static string Describe(UpdateAccountRequest request) => string.Join(
        ", ",
        new[]
        {
            request.Nickname is null ? null : "nickname",
            request.HasFirstName ? "first_name" : null,
            request.HasLastName ? "last_name" : null,
            request.IsActive is { } isActive ? $"is_active {isActive}" : null,
            request.IsSuperuser is { } isSuperuser ? $"is_superuser {isSuperuser}" : null,
            request.IsVerified is { } isVerified ? $"is_verified {isVerified}" : null,
        }.OfType<string>());
}
