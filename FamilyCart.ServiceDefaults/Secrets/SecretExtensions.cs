using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Secrets;

internal static class SecretExtensions
{
    // Each {secret:NAME} in the configuration as it is now becomes what the file of that name holds. Values at fault stay as they
    // are, and the host refuses to start, with the faults of every other setting.
    public static void ReplaceSecretReferences(this IHostApplicationBuilder builder)
    {
        var configuration = (IConfigurationRoot)builder.Configuration;
        var keys = ReferringKeys.Of(configuration);
        if (keys.Count == 0)
        {
            return;
        }

        var faults = new List<string>();
        var folder = SecretFolder.Read(configuration, faults);
        var replacer = new SecretReplacer(folder, faults);
        var templates = keys.ToDictionary(key => key, key => configuration[key]!, StringComparer.OrdinalIgnoreCase);
        var values = new Dictionary<string, string?>();
        foreach (var key in keys.Where(key => !key.Equals(SecretFolder.Key, StringComparison.OrdinalIgnoreCase)))
        {
            if (replacer.Replace(key, configuration[key]!) is { } value)
            {
                values.Add(key, value);
            }
        }

        builder.Configuration.AddInMemoryCollection(values);
        builder.Services.AddSingleton(new SecretMask(replacer.NamesByText));
        if (faults.Count > 0)
        {
            builder.Services.AddSingleton(new SecretFaults(faults));
            builder.Services.AddSingleton<IValidateOptions<SettingsOf<SecretFaults>>, SettingsValidator<SecretFaults>>();
            builder.Services.AddOptions<SettingsOf<SecretFaults>>().Configure(settings => settings.Faults = faults).ValidateOnStart();
            return;
        }

        builder.Services.AddSingleton(new LiveSecrets(folder!, values.Keys.ToDictionary(key => key, key => templates[key])));
        builder.Services.AddSingleton<SecretMetrics>();
        builder.Services.AddHostedService<SecretWatch>();
    }
}
