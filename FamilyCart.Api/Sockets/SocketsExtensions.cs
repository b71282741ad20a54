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
        builder.Services.AddSingleton<SocketsApi>();
        builder.Services.AddSingleton<SocketSweeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SocketSweeper>());
        return builder;
    }

    internal static IEndpointRouteBuilder MapSockets(this IEndpointRouteBuilder routes)
    {
        routes.Map("/ws/lists/{id:int}", (int id, string? token, HttpContext context, SocketsApi sockets) =>
            sockets.ConnectAsync(id, token, context)).AllowAnonymous().DisableRequestTimeout().ExcludeFromDescription();
        return routes;
    }
}
