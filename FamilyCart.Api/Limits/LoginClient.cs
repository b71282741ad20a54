using System.Net;
using FamilyCart.Api.Tokens;

namespace FamilyCart.Api.Limits;

/// <summary>Where a log-in comes from.</summary>
/// <param name="Network">The IPv4 address, or the /64 network of an IPv6 address.</param>
/// <param name="Caller">Whose living token came with it, or null.</param>
internal sealed record LoginClient(IPAddress Network, Caller? Caller)
{
    /// <summary>Reads it from a request, as the trusted proxies tell it.</summary>
    public static ValueTask<LoginClient?> BindAsync(HttpContext context)
    {
        var settings = context.RequestServices.GetRequiredService<LimitSettings>();
        return ValueTask.FromResult<LoginClient?>(new(ClientAddress.Of(context, settings.TrustedProxies), context.Features.Get<Caller>()));
    }
}
