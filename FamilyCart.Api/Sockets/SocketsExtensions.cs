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
        builder.Services.AddSingleton<SocketStore>();
        builder.Services.AddSingleton<TicketStore>();
        builder.Services.AddSingleton<SocketEntrance>();
        builder.Services.AddSingleton<SocketsApi>();
        builder.Services.AddSingleton<SocketCatchUp>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SocketCatchUp>());
        builder.Services.AddSingleton<SocketSweeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SocketSweeper>());
        return builder;
    }

    internal static IEndpointRouteBuilder MapSockets(this IEndpointRouteBuilder routes)
    {
        routes.Map("/ws/lists/{id:int}", (int id, HttpContext context, SocketsApi sockets) => sockets.ConnectAsync(id, context))
            .AllowAnonymous().DisableRateLimiting().DisableRequestTimeout().ExcludeFromDescription();
        routes.MapPost("/ws/tickets", async (Caller caller, TicketStore tickets, CancellationToken cancellationToken) =>
            TypedResults.Ok(await tickets.IssueAsync(caller, cancellationToken)))
            .WithTags("Sockets").RequireAuthorization(Policies.Verified);
        return routes;
    }
}
