namespace FamilyCart.Api.Accounts.Cleaning;

internal sealed partial class AccountCleaner
{
    [LoggerMessage(4503, LogLevel.Information, "Removed {Accounts} accounts that were never proven, and {Others} tokens and counts that had ended")]
    private partial void LogCleaned(int accounts, int others);

    [LoggerMessage(4504, LogLevel.Warning, "What has ended cannot be removed and is tried again in an hour: {Exception}, SQL state {SqlState}")]
    private partial void LogNotCleaned(string exception, string sqlState);
}
