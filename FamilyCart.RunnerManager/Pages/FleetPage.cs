using System.Text;
using FamilyCart.RunnerManager.History;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Status;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>
/// The page at /: the fleet, the queue, and why each job waits. It is whole without script and then asks again by itself; the script
/// only brings in what changed, and sends what operators' buttons say.
/// </summary>
internal static class FleetPage
{
    private const int SecondsBetween = 5;

    private const string Unavailable = "<p role=\"alert\">The manager runs, but cannot read its database at the moment.</p>";

    /// <summary>Writes the page; without a status it says so and answers 503.</summary>
    public static Task WriteAsync(HttpContext context, ManagerStatus? status, FleetPicture? picture, FleetHistory history)
    {
        var html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <noscript><meta http-equiv="refresh" content="{SecondsBetween}"></noscript>
            <title>Runners – FamilyCart</title>
            <style>{PageAssets.Style}</style>
            </head>
            <body>
            <main>
            <h1>Runners</h1>
            <p id="said" role="status"></p>
            {OperatorSection.Html}
            <div id="live">
            {(status is null ? Unavailable : Sections(status, picture, history))}
            </div>
            <p><a href="api/fleet">The fleet</a> and <a href="api/v1/status">this manager</a> for programs</p>
            </main>
            <script>{PageAssets.Script}</script>
            </body>
            </html>

            """);
        var response = context.Response;
        response.StatusCode = status is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = html.Length;
        response.Headers.ContentSecurityPolicy = PageAssets.ContentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(html, context.RequestAborted).AsTask();
    }

    private static string Sections(ManagerStatus status, FleetPicture? picture, FleetHistory history)
    {
        var html = new StringBuilder();
        if (picture is null)
        {
            html.AppendLine("<p>The fleet is being looked at for the first time.</p>");
        }
        else
        {
            QueueSection.Write(html, picture);
            PoolsSection.Write(html, picture, history);
            HostsSection.Write(html, picture);
            JobsSection.Write(html, picture, history);
        }

        ManagerSection.Write(html, status);
        return html.ToString();
    }
}
