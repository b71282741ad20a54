using System.Globalization;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Doors;
using Microsoft.Extensions.Primitives;

namespace FamilyCart.Gateway.Tls;

/// <summary>
/// Has browsers insist on https (RFC 6797), whatever a service behind the gateway sent. It is said over https only, and never with the
/// development certificate, which would lock people out of other things on their machine.
/// </summary>
internal sealed class StrictTransport(RequestDelegate next, HttpsSettings settings, GatewayConfiguration configuration)
{
    private readonly string _value = string.Create(CultureInfo.InvariantCulture, $"max-age={(long)settings.HstsMaxAge.TotalSeconds}");

    public Task InvokeAsync(HttpContext context)
    {
        if (!DoorMatcherPolicy.IsAdmin(context, configuration))
        {
            context.Response.OnStarting(() =>
            {
                // None takes away what a service sent.
                context.Response.Headers.StrictTransportSecurity = context.Request.IsHttps && !settings.IsDevelopment ? _value : StringValues.Empty;
                return Task.CompletedTask;
            });
        }

        return next(context);
    }
}
