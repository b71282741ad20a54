using System.Globalization;
using FamilyCart.Api.Tokens;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Sockets;

internal static class SocketsExtensions
{
    internal static IHostApplicationBuilder AddSockets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(SocketSettings.Section, SocketSettings.Read);
        builder.Services.AddOptions<WebSocketOptions>().Configure<SocketSettings>((webSockets, sockets) =>
        {
            webSockets.KeepAliveInterval = sockets.KeepAliveInterval;
            webSockets.KeepAliveTimeout = sockets.KeepAliveTimeout;
        });
        builder.Services.AddSingleton<SocketHub>();
        builder.Services.AddSingleton<SocketSeats>();
        builder.Services.AddSingleton<SocketStore>();
        builder.Services.AddSingleton<TicketStore>();
        builder.Services.AddSingleton<SocketEntrance>();
        builder.Services.AddSingleton<SocketsApi>();
        builder.Services.AddSingleton<SocketCatchUp>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SocketCatchUp>());
        builder.Services.AddSingleton<SocketSweeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SocketSweeper>());
        builder.Services.AddSingleton<SocketDrain>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SocketDrain>());
        return builder;
    }

    internal static IEndpointRouteBuilder MapSockets(this IEndpointRouteBuilder routes)
    {
        routes.Map("/ws/lists/{id:int}", (int id, HttpContext context, SocketsApi sockets) => sockets.ConnectAsync(id, context))
            .AllowAnonymous().DisableRateLimiting().DisableRequestTimeout().ExcludeFromDescription();
        routes.MapPost("/ws/tickets", IssueAsync)
            .WithTags("Sockets").RequireAuthorization(Policies.Verified).Produces<TicketResponse>();
        return routes;
    }

    private static async Task<IResult> IssueAsync(
        Caller caller, TicketStore tickets, SocketSettings settings, HttpResponse response, CancellationToken cancellationToken)
    {
        var result = await tickets.IssueAsync(caller, cancellationToken);
        if (result.Failure is not null)
        {
            response.Headers.RetryAfter = ((int)settings.TicketLifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return result.ToHttp(TypedResults.Ok);
    }
}
