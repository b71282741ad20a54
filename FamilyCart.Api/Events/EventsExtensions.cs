namespace FamilyCart.Api.Events;

internal static class EventsExtensions
{
    internal static IHostApplicationBuilder AddEvents(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventPublisher>();
        builder.Services.AddSingleton<ListEventStore>();
        builder.Services.AddHostedService<EventRelay>();
        return builder;
    }
}
