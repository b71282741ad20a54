using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Features;

internal static class FeaturesExtensions
{
    /// <summary>Flags that must not change during a request are read once, from IOptionsMonitor's current value.</summary>
    internal static IHostApplicationBuilder AddFeatures(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(FeatureFlags.Section, FeatureFlags.Read);
        builder.Services.AddSingleton<IOptionsMonitor<FeatureFlags>, FeatureMonitor>();
        return builder;
    }
}
