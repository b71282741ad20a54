using System.Security.Cryptography;

namespace FamilyCart.Gateway.Traffic;

/// <summary>Gives a client that shows neither cookie nor token a cookie while a canary runs, so that it keeps its slot though others share its address.</summary>
internal static class ClientCookie
{
    private const int RandomBytes = 12;

    // As long as a token of the API lives at most.
    private static readonly TimeSpan _age = TimeSpan.FromDays(30);

    /// <summary>The client's hash, by the cookie that it has or is being given.</summary>
    public static ulong KeyOf(HttpContext context)
    {
        if (ClientKey.IsKnown(context.Request))
        {
            return ClientKey.Of(context);
        }

        // A second attempt to forward is for the same client.
        if (context.Features.Get<DrawnCookie>() is { } drawn)
        {
            return StickyHash.Of(drawn.Value);
        }

        var cookie = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        context.Features.Set(new DrawnCookie(cookie));
        context.Response.OnStarting(
            static state =>
            {
                var (http, value) = ((HttpContext, string))state;
                http.Response.Cookies.Append(
                    ClientKey.Cookie,
                    value,
                    new CookieOptions { HttpOnly = true, IsEssential = true, MaxAge = _age, Path = "/", SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
                return Task.CompletedTask;
            },
            (context, cookie));
        return StickyHash.Of(cookie);
    }

    private sealed record DrawnCookie(string Value);
}
