using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.RunnerManager.Status;

/// <summary>The page at /: what runs, what it knows, and what it does not do yet. No script; readable on a phone.</summary>
internal static class StatusPage
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; }
        main { max-width: 36rem; margin: 0 auto; padding: 2rem 1.25rem; }
        h1 { line-height: 1.2; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 0.35rem 1.5rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        a:focus-visible { outline: 3px solid; outline-offset: 2px; }
        """;

    private static readonly string _contentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Writes the page; without a status it says so and answers 503.</summary>
    public static Task WriteAsync(HttpContext context, ManagerStatus? status)
    {
        var html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Runner manager – FamilyCart</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>Runner manager</h1>
            {(status is null ? Unavailable : Describe(status))}
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

    private const string Unavailable = "<p role=\"alert\">The manager runs, but cannot read its database at the moment.</p>";

    private static string Describe(ManagerStatus status) => $"""
        <p>It will register, watch and replace the self-hosted runners of GitHub Actions. This version starts no runner and
        takes no webhook yet: it keeps the database ready for both.</p>
        <dl>
        <dt>Version</dt><dd>{WebUtility.HtmlEncode(status.Version)}</dd>
        <dt>Running since</dt><dd>{Time(status.StartedAt)}</dd>
        <dt>Runner pools</dt><dd>{status.Pools}</dd>
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
