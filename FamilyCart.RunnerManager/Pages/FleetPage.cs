using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>The page at /: the fleet, the queue, and why each job waits. No script: it asks again by itself, and is readable on a phone.</summary>
internal static class FleetPage
{
    private const int SecondsBetween = 5;

    private const string Style = """
        :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
        body { margin: 0; font: 1.0625rem/1.55 system-ui, sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
        h1, h2, h3 { line-height: 1.2; margin: 1.6rem 0 0.4rem; }
        h1 { margin-top: 0; }
        p { margin: 0.3rem 0; }
        ul { list-style: none; margin: 0.5rem 0; padding: 0; }
        li { border-top: 1px solid var(--line); padding: 0.5rem 0; overflow-wrap: anywhere; }
        li b { display: inline-block; min-width: 9rem; }
        small { opacity: 0.8; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 1.5rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        .busy { color: light-dark(#0a5c2b, #7fe0a4); }
        .away { color: light-dark(#9c1c1c, #ff9d9d); }
        a:focus-visible { outline: 3px solid; outline-offset: 2px; }
        """;

    private const string Unavailable = "<p role=\"alert\">The manager runs, but cannot read its database at the moment.</p>";

    private static readonly string _contentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Writes the page; without a status it says so and answers 503.</summary>
    public static Task WriteAsync(HttpContext context, ManagerStatus? status, FleetPicture? picture)
    {
        var html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="{SecondsBetween}">
            <title>Runners – FamilyCart</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Runners</h1>
            {(status is null ? Unavailable : $"{FleetSections.Write(picture)}{Describe(status)}")}
            <p><a href="api/v1/status">The same for programs</a></p>
            </main>
            </body>
            </html>

            """);
        var response = context.Response;
        response.StatusCode = status is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = html.Length;
        response.Headers.ContentSecurityPolicy = _contentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(html, context.RequestAborted).AsTask();
    }

    private static string Describe(ManagerStatus status) => $"""
        <h2>This manager</h2>
        <dl>
        <dt>Version</dt><dd>{WebUtility.HtmlEncode(status.Version)}</dd>
        <dt>Running since</dt><dd>{Time(status.StartedAt)}</dd>
        <dt>Runner pools</dt><dd>{status.Pools}</dd>
        <dt>Limits of runners</dt><dd>{(status.LimitsObstacle is { } obstacle ? $"not kept: {WebUtility.HtmlEncode(obstacle)}" : "kept")}</dd>
        <dt>Webhook deliveries</dt><dd>{status.Deliveries.Stored} stored, {status.Deliveries.Unprocessed} unprocessed</dd>
        <dt>Last delivery</dt><dd>{(status.Deliveries.LastReceivedAt is { } last ? Time(last) : "none")}</dd>
        </dl>
        """;

    private static string Time(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return string.Create(
            CultureInfo.InvariantCulture, $"<time datetime=\"{utc:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{utc:d MMMM yyyy, HH:mm:ss} UTC</time>");
    }
}
