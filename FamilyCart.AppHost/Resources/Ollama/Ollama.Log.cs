using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Resources.Ollama;

internal static partial class OllamaLog
{
    [LoggerMessage(1201, LogLevel.Information, "Downloading {Model}: {Progress}")]
    public static partial void Downloading(this ILogger logger, string model, string progress);

    [LoggerMessage(1202, LogLevel.Error, "{Model} could not be downloaded: {Reason}")]
    public static partial void DownloadFailed(this ILogger logger, string model, string reason);
}
