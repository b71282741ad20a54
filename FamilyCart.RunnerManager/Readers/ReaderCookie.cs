namespace FamilyCart.RunnerManager.Readers;

/// <summary>
/// The cookie of a log-in. It has no path of its own, so a browser sends it below the path alone where it was set: through the door, to no
/// service beside. Set at the manager's own port, it goes to every port of that host.
/// </summary>
internal static class ReaderCookie
{
    public const string Name = "fc_runners";

    private const int Longest = 64;

    /// <returns>Null when the request has none that could be one of ours.</returns>
    public static string? Of(HttpRequest request) => request.Cookies[Name] is { Length: > 0 and <= Longest } id ? id : null;

    public static void Set(HttpResponse response, string id) => response.Cookies.Append(Name, id, Options());

    public static void Remove(HttpResponse response) => response.Cookies.Delete(Name, Options());

    // Most browsers keep secure cookies of this very machine without TLS too; Safari does not.
    private static CookieOptions Options() => new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, IsEssential = true, Path = null };
}
