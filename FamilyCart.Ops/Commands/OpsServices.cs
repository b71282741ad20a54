using FamilyCart.Ops.Settings;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Ops.Commands;

/// <summary>What the commands work with.</summary>
internal static class OpsServices
{
    /// <returns>The services, or every fault of the settings.</returns>
    public static (ServiceProvider? Services, IReadOnlyList<string> Faults) Of(IConfiguration configuration)
    {
        var reader = new SettingReader(configuration.GetSection(BackupSettings.Section));
        var settings = BackupSettings.Read(reader, configuration.GetConnectionString(BackupSettings.ConnectionName));
        return reader.Faults.Count > 0
            ? (null, reader.Faults)
            : (new ServiceCollection().AddSingleton(settings).AddSingleton(TimeProvider.System).AddBackups(isService: false).BuildServiceProvider(), []);
    }
}
