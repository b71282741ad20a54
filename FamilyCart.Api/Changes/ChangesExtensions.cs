using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Changes;

internal static class ChangesExtensions
{
    internal static IHostApplicationBuilder AddChanges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(ChangeSettings.Section, ChangeSettings.Read);
        builder.Services.AddSingleton<ListGate>();
        builder.Services.AddSingleton<IdempotencyStore>();
        builder.Services.AddSingleton<ChangeRunner>();
        return builder;
    }
}
