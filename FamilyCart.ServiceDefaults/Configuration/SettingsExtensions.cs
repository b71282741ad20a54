using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Configuration;

/// <summary>Immutable settings, read from one section and validated when the host starts.</summary>
public static class SettingsExtensions
{
    /// <summary>
    /// Registers <typeparamref name="T"/> as a singleton that is read from the configuration once. The host refuses to start while
    /// the section has faults, and reports all of them with those of every other section.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section's path, such as <c>Health</c>.</param>
    /// <param name="read">Reads the settings; faults are collected by the reader.</param>
    /// <typeparam name="T">The settings.</typeparam>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section, Func<SettingReader, T> read)
        where T : class
    {
        if (services.Any(service => service.ServiceType == typeof(T)))
        {
            return services;
        }

        services.AddOptions<SettingsOf<T>>()
            .Configure<IConfiguration>((settings, configuration) =>
            {
                var reader = new SettingReader(configuration.GetSection(section));
                settings.Value = read(reader);
                settings.Faults = reader.Faults;
            })
            .ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<SettingsOf<T>>, SettingsValidator<T>>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SettingsOf<T>>>().Value.Value!);
        return services;
    }
}
