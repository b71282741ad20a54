namespace FamilyCart.Api.Ollama;

internal sealed partial class OllamaGuard
{
    [LoggerMessage(4760, LogLevel.Warning, "The model fails too often; it is asked again in {Duration} at the earliest")]
    private partial void LogOpened(TimeSpan duration);

    [LoggerMessage(4761, LogLevel.Information, "The model answers again")]
    private partial void LogClosed();
}
