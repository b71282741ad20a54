using Microsoft.Extensions.Logging;

namespace FamilyCart.AppHost.Resources.Ollama;

internal static partial class OllamaLog
{
    [LoggerMessage(5201, LogLevel.Information, "Downloading {Model}: {Progress}")]
    public static partial void Downloading(this ILogger logger, string model, string progress);

    [LoggerMessage(5202, LogLevel.Error, "{Model} could not be downloaded: {Reason}")]
    public static partial void DownloadFailed(this ILogger logger, string model, string reason);
}
