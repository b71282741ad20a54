namespace FamilyCart.Api.Suggestions;

internal sealed partial class SuggestionWorker
{
    [LoggerMessage(4751, LogLevel.Warning, "Items wait for their suggestions: {Exception}, SQL state {SqlState}")]
    private partial void LogFailed(string exception, string sqlState);

    [LoggerMessage(4752, LogLevel.Information, "Items get their suggestions again")]
    private partial void LogGoesOn();
}
