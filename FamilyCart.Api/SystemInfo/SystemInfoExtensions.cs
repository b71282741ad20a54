using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Health;

namespace FamilyCart.Api.SystemInfo;

internal static class SystemInfoExtensions
{
    internal static IHostApplicationBuilder AddSystemInfo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(SystemInfoSettings.Section, SystemInfoSettings.Read);
        builder.Services.AddSingleton(new MachineFiles());
        builder.Services.AddSingleton<Machine>();
        builder.Services.AddSingleton<ProcessorMeter>();
        builder.Services.AddSingleton<ServiceIdentity>();
        builder.Services.AddSingleton<SystemReporter>();
        builder.Services.AddSingleton<IHealthBody, ApiHealthBody>();
        builder.Services.AddHostedService<ProcessorSampler>();
        return builder;
    }
}
