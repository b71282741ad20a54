using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Sockets;

internal static class SocketsExtensions
{
    private const string RequestLogCategory = "Microsoft.AspNetCore.Hosting.Diagnostics";

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

        // The server's own request lines carry the query, and the query of a socket carries the token. Last rule wins.
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
            filters.Rules.Add(new LoggerFilterRule(null, RequestLogCategory, LogLevel.Warning, null)));
        return builder;
    }

    internal static IEndpointRouteBuilder MapSockets(this IEndpointRouteBuilder routes)
    {
        routes.Map("/ws/lists/{id:int}", (int id, string? token, HttpContext context, SocketsApi sockets) =>
            sockets.ConnectAsync(id, token, context)).AllowAnonymous().DisableRequestTimeout().ExcludeFromDescription();
        return routes;
    }
}
