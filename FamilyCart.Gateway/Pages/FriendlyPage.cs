using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Gateway.Pages;

/// <summary>A page for people who come to the door with a browser: no script, no images, readable on a phone.</summary>
internal sealed class FriendlyPage
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; font: 1.125rem/1.6 system-ui, sans-serif; }
        main { max-width: 36rem; margin: 0 auto; padding: 2rem 1.25rem; }
        h1 { line-height: 1.2; }
        a { text-underline-offset: 0.2em; }
        a:focus-visible { outline: 3px solid; outline-offset: 2px; }
        li { padding: 0.35rem 0; }
        code { overflow-wrap: anywhere; }
        """;

    private static readonly string _contentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly int _status;
    private readonly byte[] _html;

    private FriendlyPage(int status, string title, string body)
    {
        _status = status;
        _html = Encoding.UTF8.GetBytes($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} – FamilyCart</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            {body}
            </main>
            </body>
            </html>

            """);
    }

    /// <summary>Says what this place is and where to go from here.</summary>
    public static FriendlyPage Home { get; } = new(StatusCodes.Status200OK, "Welcome", """
        <h1>This is FamilyCart</h1>
        <p>Shopping lists that a family keeps together. You have reached the door of its test environment (UAT):
        everything here may be reset, so please keep nothing that you need.</p>
        <ul>
        <li>Programs talk to the shopping lists below <code>/api/</code>.</li>
        <li>People of the team find the build runners at <a href="/runners/">the runner manager</a>.</li>
        <li><a href="/health">Health</a> says whether shopping lists are being served right now.</li>
        </ul>
        """);

    /// <summary>For every address that nothing lives at.</summary>
    public static FriendlyPage NotFound { get; } = new(StatusCodes.Status404NotFound, "Nothing here", """
        <h1>Nothing lives at this address</h1>
        <p>The link may be old, or a letter may be missing. This is the test environment of FamilyCart, the shopping lists
        that a family keeps together.</p>
        <p><a href="/">Go to the first page</a></p>
        """);

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = _status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = _html.Length;
        response.Headers.ContentSecurityPolicy = _contentSecurityPolicy;
        response.Headers.CacheControl = "no-cache";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(_html, context.RequestAborted).AsTask();
    }
}
