using FamilyCart.Ops.Settings;
using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Ops.Commands;

/// <summary>What the commands work with.</summary>
internal static class OpsServices
{
    /// <param name="configuration">The settings.</param>
    /// <param name="secrets">Those that the settings refer to.</param>
    /// <param name="rewrites">Whether the server's archiving follows these settings.</param>
    /// <returns>The services, or every fault of the settings.</returns>
    public static (ServiceProvider? Services, IReadOnlyList<string> Faults) Of(IConfiguration configuration, LiveSecrets secrets, bool rewrites)
    {
        var reader = new SettingReader(configuration.GetSection(BackupSettings.Section));
        var settings = BackupSettings.Read(reader, configuration[BackupSettings.ConnectionKey], secrets);
        return reader.Faults.Count > 0
            ? (null, reader.Faults)
            : (new ServiceCollection().AddSingleton(settings).AddSingleton(TimeProvider.System).AddBackups(rewrites).BuildServiceProvider(), []);
    }
}
