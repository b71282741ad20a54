using FamilyCart.Api.Telemetry;

namespace FamilyCart.Api.Business;

internal static class BusinessExtensions
{
    internal static IHostApplicationBuilder AddBusiness(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BusinessStore>();
        builder.Services.AddSingleton<BusinessMetrics>();
        builder.Services.AddSingleton<BusinessSampler>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BusinessSampler>());
        return builder;
    }
}
