using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Api.Pages;

/// <summary>
/// A page that links in letters lead to, whatever front end there is. Reading one changes nothing, since mail scanners open links before
/// people do; its button does, by a call of the API.
/// </summary>
internal sealed class Page : IResult
{
    private readonly byte[] _html;
    private readonly string _contentSecurityPolicy;

    /// <param name="name">Of its files: NAME.html has a title in its first line, then the body; NAME.js is its script.</param>
    private Page(string name)
    {
        var style = ReadText("pages.css");
        var script = ReadText("pages.js") + ReadText($"{name}.js");
        var (title, body) = ReadText($"{name}.html").Split('\n', 2) is [var first, var rest] ? (first, rest) : ("", "");
        _html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex">
            <title>{title} – FamilyCart</title>
            <style>{style}</style>
            </head>
            <body>
            <main>
            {body}
            </main>
            <script type="module">{script}</script>
            </body>
            </html>

            """);
        _contentSecurityPolicy =
            $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>Gets the page that proves an address.</summary>
    internal static Page Verify { get; } = new("verify");

    /// <summary>Gets the page that asks for a new password.</summary>
    internal static Page ResetPassword { get; } = new("reset-password");

    /// <summary>Gets the page that accepts an invitation.</summary>
    internal static Page Invitation { get; } = new("invitation");

    /// <summary>Gets the page that shows letters to an operator.</summary>
    internal static Page Outbox { get; } = new("outbox");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = _html.Length;
        response.Headers.ContentSecurityPolicy = _contentSecurityPolicy;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";

        // The address of the page may hold a token.
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.Body.WriteAsync(_html, httpContext.RequestAborted).AsTask();
    }

    private static string Hash(string source) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}";

    private static string ReadText(string file)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"FamilyCart.Api.Pages.{file}")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
