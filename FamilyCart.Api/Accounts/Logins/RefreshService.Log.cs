namespace FamilyCart.Api.Accounts.Logins;

internal sealed partial class RefreshService
{
    [LoggerMessage(4502, LogLevel.Warning, "A used refresh token of account {AccountId} came again: its log-in has ended")]
    private partial void LogReused(Guid accountId);
}
