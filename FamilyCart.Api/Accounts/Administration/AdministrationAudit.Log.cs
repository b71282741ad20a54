namespace FamilyCart.Api.Accounts.Administration;

internal sealed partial class AdministrationAudit
{
    [LoggerMessage(4505, LogLevel.Warning, "Superuser {SuperuserId} asks to {Action} account {AccountId}: {Fields}")]
    private partial void LogAsked(Guid superuserId, string action, Guid accountId, string fields);

    [LoggerMessage(4506, LogLevel.Warning, "Superuser {SuperuserId} asked to {Action} account {AccountId}: {Outcome}")]
    private partial void LogDone(Guid superuserId, string action, Guid accountId, string outcome);
}
