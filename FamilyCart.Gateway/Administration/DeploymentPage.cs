using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Gateway.Administration;

/// <summary>The operator's page, <c>/</c> of the admin listener. It holds nothing before a token is typed into it, and keeps that in its memory alone.</summary>
internal static class DeploymentPage
{
    private static readonly string _style = Read("page.css");
    private static readonly string _script = Read("page.js");

    private static readonly string _page = Read("page.html")
        .Replace("{style}", _style, StringComparison.Ordinal).Replace("{script}", _script, StringComparison.Ordinal);

    private static readonly string _contentSecurityPolicy =
        $"default-src 'none'; style-src '{Hash(_style)}'; script-src '{Hash(_script)}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IResult Show(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = _contentSecurityPolicy;
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Content(_page, "text/html; charset=utf-8");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string name)
    {
        using var stream = typeof(DeploymentPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The build left out {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
