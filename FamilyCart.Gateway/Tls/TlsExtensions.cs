using FamilyCart.Gateway.Configuration;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Tls;

/// <summary>Composes the https door, the way to it, and the challenges that its certificate is got by.</summary>
internal static class TlsExtensions
{
    /// <summary>Adds the https door where one is configured.</summary>
    /// <returns>The addresses to listen on besides the others: one or none.</returns>
    public static IReadOnlyList<string> AddTls(this WebApplicationBuilder builder, IReadOnlyList<string> publicUrls, GatewayConfiguration configuration)
    {
        var services = builder.Services;
        services.AddSettings(HttpsSettings.Section, Read);

        // As with the other listeners: with faults these are never served.
        var settings = Read(new SettingReader(builder.Configuration.GetSection(HttpsSettings.Section)));
        if (settings is not { Url: { } url, Initial: not null })
        {
            return [];
        }

        services.AddSingleton(provider => provider.GetRequiredService<HttpsSettings>().Source);
        services.AddSingleton(provider => new CertificateHolder(provider.GetRequiredService<HttpsSettings>().Initial!.Certificate!));
        services.AddSingleton<TlsMetrics>();
        services.AddHostedService<CertificateWatch>();
        services.AddSingleton<HttpsDoor>();
        return [url];

        HttpsSettings Read(SettingReader reader) => HttpsSettingsReader.Read(reader, [.. publicUrls, configuration.AdminUrl], TimeProvider.System);
    }
}
