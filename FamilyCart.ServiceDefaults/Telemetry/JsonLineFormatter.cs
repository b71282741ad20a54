using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>
/// A log entry as one line of JSON: timestamp (UTC), level, environment, service, traceId and spanId of the work that it is about,
/// category, eventId, event, message, and exception where there is one. What the message names is not repeated beside it.
/// </summary>
internal sealed class JsonLineFormatter(IHostEnvironment environment, ServiceName service, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "familycart";

    // The line is no part of a page; quotes and line ends are escaped all the same.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var line = new Utf8JsonWriter(buffer, s_options))
        {
            line.WriteStartObject();
            line.WriteString("timestamp", time.GetUtcNow().UtcDateTime);
            line.WriteString("level", NameOf(logEntry.LogLevel));
            line.WriteString("environment", environment.EnvironmentName);
            line.WriteString("service", service.Value);
            if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            {
                line.WriteString("traceId", activity.TraceId.ToHexString());
                line.WriteString("spanId", activity.SpanId.ToHexString());
            }

            line.WriteString("category", logEntry.Category);
            line.WriteNumber("eventId", logEntry.EventId.Id);
            if (logEntry.EventId.Name is { } name)
            {
                line.WriteString("event", name);
            }

            line.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.Exception is { } exception)
            {
                line.WriteString("exception", exception.ToString());
            }

            line.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "none",
    };
}
