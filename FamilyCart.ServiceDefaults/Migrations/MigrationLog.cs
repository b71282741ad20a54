using System.Text;
using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Migrations;

// What the verb says to a person goes to the collector as well. The console provider is kept out: the person has read it already.
internal sealed partial class MigrationLog(TextWriter output, ILogger<MigrationLog> logger) : TextWriter
{
    public override Encoding Encoding => output.Encoding;

    public override Task WriteLineAsync(string? value)
    {
        LogLine(value);
        return output.WriteLineAsync(value);
    }

    [LoggerMessage(1301, LogLevel.Error, "The migrations were not applied.")]
    public partial void LogFailed();

    [LoggerMessage(1302, LogLevel.Information, "{Line}")]
    private partial void LogLine(string? line);
}
