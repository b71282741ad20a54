using FamilyCart.Api.Events;
using FamilyCart.Api.Redis;
using FamilyCart.Api.Sockets;

namespace FamilyCart.Api.Composition;

/// <summary>Changes as they happen, on every instance.</summary>
internal static class LiveExtensions
{
    internal static IHostApplicationBuilder AddLiveChanges(this IHostApplicationBuilder builder) =>
        builder.AddRedis().AddEvents().AddSockets();

    internal static IEndpointRouteBuilder MapLiveChanges(this IEndpointRouteBuilder routes) => routes.MapSockets();
}
