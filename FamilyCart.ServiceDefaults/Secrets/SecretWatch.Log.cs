using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Secrets;

internal sealed partial class SecretWatch
{
    [LoggerMessage(4770, LogLevel.Information, "The secret {Secret} was replaced; {Count} of it are valid now")]
    private partial void LogReplaced(string secret, int count);

    [LoggerMessage(4771, LogLevel.Error, "The secret {Secret} stays as it was, since its file {Problem}; {Remedy}")]
    private partial void LogFault(string secret, string problem, string remedy);
}
