namespace FamilyCart.Api.Problems;

internal sealed partial class DataRefusedHandler
{
    [LoggerMessage(4102, LogLevel.Warning, "The database refused what a request holds, which validation let through: SQL state {SqlState}")]
    private partial void LogRefused(string sqlState);
}
