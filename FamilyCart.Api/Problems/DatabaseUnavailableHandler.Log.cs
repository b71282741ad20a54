namespace FamilyCart.Api.Problems;

internal sealed partial class DatabaseUnavailableHandler
{
    [LoggerMessage(4101, LogLevel.Warning, "The database does not answer: {Exception}, SQL state {SqlState}")]
    private partial void LogUnavailable(string exception, string sqlState);
}
