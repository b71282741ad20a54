using FamilyCart.ServiceDefaults.Commands;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Demo;

internal static class DemoExtensions
{
    /// <summary>Adds what the verb migrate can seed.</summary>
    internal static IHostApplicationBuilder AddDemo(this IHostApplicationBuilder builder)
    {
        var isProduction = builder.Environment.IsProduction();
        builder.Services.AddSettings(DemoSettings.Section, reader => DemoSettings.Read(reader, isProduction));
        builder.Services.AddSettings(ProbeSettings.Section, ProbeSettings.Read);
        builder.Services.AddSingleton<IAfterMigration, DemoSeed>();
        builder.Services.AddSingleton<IAfterMigration, ProbeSeed>();
        return builder;
    }
}
