namespace FamilyCart.RunnerManager.Readers;

/// <summary>Tells forms of our own page from those of other sites.</summary>
internal static class SameSite
{
    /// <summary>Whether a browser says that another site's page sent it. Browsers that say nothing of it name the page's origin, and programs neither.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site.Length > 0
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request);
    }

    private static bool IsOwn(string origin, HttpRequest request)
    {
        var host = request.Headers["X-Forwarded-Host"].ToString() is { Length: > 0 } told ? told : request.Host.Value;
        return Uri.TryCreate(origin, UriKind.Absolute, out var page) && string.Equals(page.Authority, host, StringComparison.OrdinalIgnoreCase);
    }
}
