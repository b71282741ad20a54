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
        where T : class =>
        services.AddSettings(section, (reader, _) => read(reader));

    /// <inheritdoc cref="AddSettings{T}(IServiceCollection, string, Func{SettingReader, T})"/>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section's path, such as <c>Health</c>.</param>
    /// <param name="read">Reads the settings, which may keep hold of the host's services; faults are collected by the reader.</param>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section, Func<SettingReader, IServiceProvider, T> read)
        where T : class
    {
        if (services.Any(service => service.ServiceType == typeof(T)))
        {
            return services;
        }

        services.AddOptions<SettingsOf<T>>()
            .Configure<IConfiguration, IServiceProvider>((settings, configuration, provider) =>
            {
                var reader = new SettingReader(configuration.GetSection(section));
                settings.Value = read(reader, provider);
                settings.Faults = reader.Faults;
            })
            .ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<SettingsOf<T>>, SettingsValidator<T>>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SettingsOf<T>>>().Value.Value!);
        return services;
    }
}
