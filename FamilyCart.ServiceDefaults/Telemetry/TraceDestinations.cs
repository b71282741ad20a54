using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace FamilyCart.ServiceDefaults.Telemetry;

/// <summary>Where traces go: the collector of the <c>OTEL_*</c> variables, a trace store of ours, or both.</summary>
internal static class TraceDestinations
{
    public static TraceKeeper Keeper(IServiceProvider services, bool hasCollector)
    {
        var settings = services.GetRequiredService<TelemetrySettings>();
        List<BaseProcessor<Activity>> destinations = [];
        if (hasCollector)
        {
            destinations.Add(Batched(services.GetRequiredService<IOptionsFactory<OtlpExporterOptions>>().Create(Options.DefaultName)));
        }

        if (settings.TraceStore is { } store)
        {
            // The headers of the variables open the collector, and are nobody else's business.
            destinations.Add(Batched(new OtlpExporterOptions { Endpoint = store, Protocol = OtlpExportProtocol.Grpc, Headers = "" }));
        }

        return new TraceKeeper(settings.TraceRatio, destinations);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The processor disposes of it.")]
    private static BatchActivityExportProcessor Batched(OtlpExporterOptions options)
    {
        var batch = new BatchExportActivityProcessorOptions();
        return new BatchActivityExportProcessor(
            new OtlpTraceExporter(options), batch.MaxQueueSize, batch.ScheduledDelayMilliseconds, batch.ExporterTimeoutMilliseconds, batch.MaxExportBatchSize);
    }
}
