namespace FamilyCart.Api.Accounts.Verification;

internal sealed partial class AddressClaim
{
    [LoggerMessage(4501, LogLevel.Information, "Account {AccountId} proved an address of Accounts:Superusers and is a superuser")]
    private partial void LogSuperuser(Guid accountId);
}
