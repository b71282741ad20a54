using System.Text;

namespace FamilyCart.RunnerManager.Pages;

/// <summary>What all pages have around their content.</summary>
internal static class PageWriter
{
    /// <param name="context">The request's.</param>
    /// <param name="status">What to answer.</param>
    /// <param name="script">One of <see cref="PageAssets"/>, after the content.</param>
    /// <param name="content">HTML.</param>
    /// <param name="head">HTML for the head.</param>
    public static Task WriteAsync(HttpContext context, int status, string script, string content, string head = "")
    {
        var html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {head}
            <title>Runners – FamilyCart</title>
            <style>{PageAssets.Style}</style>
            </head>
            <body>
            <main>
            {content}
            </main>
            <script>{script}</script>
            </body>
            </html>

            """);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = html.Length;
        response.Headers.ContentSecurityPolicy = PageAssets.ContentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(html, context.RequestAborted).AsTask();
    }
}
