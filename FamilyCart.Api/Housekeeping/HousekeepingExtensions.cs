using FamilyCart.Api.Telemetry;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Housekeeping;

internal static class HousekeepingExtensions
{
    internal static IHostApplicationBuilder AddHousekeeping(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(HousekeepingSettings.Section, HousekeepingSettings.Read);
        builder.Services.AddSingleton<HousekeepingMetrics>();
        builder.Services.AddSingleton<HousekeepingWorker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HousekeepingWorker>());
        return builder;
    }
}
