using System.IO.Compression;
using Microsoft.Extensions.Configuration;

namespace OpenTelemetry.Exporter.Prometheus;

// Answers one scrape: negotiates, collects within the scraper's patience, sends.
internal sealed class ScrapeEndpoint(ScrapeCoordinator? scrapes)
{
    private const string TimeoutHeader = "X-Prometheus-Scrape-Timeout-Seconds";

    public static ScrapeEndpoint Create(IServiceProvider services, MeterProvider meterProvider)
    {
        if (PrometheusExporter.Of(meterProvider) is { } exporter)
        {
            return new ScrapeEndpoint(exporter.Scrapes);
        }

        // A disabled SDK has no exporters at all; its scrapes are answered with nothing.
        return services.GetService<IConfiguration>()?["OTEL_SDK_DISABLED"] is { } disabled && bool.TryParse(disabled, out var isDisabled) && isDisabled
            ? new ScrapeEndpoint(null)
            : throw new ArgumentException("The meter provider carries no Prometheus exporter: call AddPrometheusExporter().", nameof(meterProvider));
    }

    public static PathString Path(IServiceProvider services, string? path, string? optionsName)
    {
        path ??= services.GetRequiredService<IOptionsMonitor<PrometheusAspNetCoreOptions>>()
            .Get(optionsName ?? Options.DefaultName).ScrapeEndpointPath ?? PrometheusAspNetCoreOptions.DefaultScrapeEndpointPath;
        return new PathString(path.StartsWith('/') ? path : "/" + path);
    }

    public async Task AnswerAsync(HttpContext context)
    {
        if (scrapes is null)
        {
            return;
        }

        var patience = Patience(context.Request.Headers);
        using var patienceOver = new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patienceOver.Token, context.RequestAborted);
        if (patience is not null)
        {
            patienceOver.CancelAfter(patience.Value);
        }

        try
        {
            await SendAsync(scrapes, context, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            PrometheusExporterEventSource.Log.TimedOut(patience?.TotalSeconds ?? 0);
            Refuse(context, StatusCodes.Status408RequestTimeout);
        }
        catch (Exception exception)
        {
            PrometheusExporterEventSource.Log.FailedScrape(exception.ToString());
            Refuse(context, StatusCodes.Status500InternalServerError);
        }
    }

    private static async Task SendAsync(ScrapeCoordinator scrapes, HttpContext context, CancellationToken cancellationToken)
    {
        var headers = context.Request.GetTypedHeaders();
        var format = ContentNegotiation.Choose(headers.Accept);
        var body = await scrapes.ScrapeAsync(format.IsOpenMetrics, cancellationToken);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var response = context.Response;
            response.ContentType = format.ContentType;
            response.Headers.LastModified = body.GeneratedAt.ToString("R", CultureInfo.InvariantCulture);
            response.Headers.Vary = HeaderNames.AcceptEncoding;

            if (ContentNegotiation.AcceptsGzip(headers.AcceptEncoding))
            {
                response.Headers.ContentEncoding = "gzip";
                await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
                await gzip.WriteAsync(body.Content, cancellationToken);
            }
            else
            {
                response.ContentLength = body.Content.Length;
                await response.Body.WriteAsync(body.Content, cancellationToken);
            }
        }
        finally
        {
            body.Release();
        }
    }

    private static TimeSpan? Patience(IHeaderDictionary headers) =>
        double.TryParse(headers[TimeoutHeader], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) &&
        seconds is >= 0.001 and <= int.MaxValue / 1000
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static void Refuse(HttpContext context, int status)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = status;
        }
    }
}
