using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.SystemInfo;

/// <summary>Settings of section <c>SystemInfo</c>.</summary>
/// <param name="DataPath">A path on the file system whose space is told. Default /.</param>
/// <param name="SampleInterval">Over how long processor usage is measured, 0.1 s to 5 min. Default 5 s.</param>
internal sealed record SystemInfoSettings(string DataPath, TimeSpan SampleInterval)
{
    internal const string Section = "SystemInfo";

    internal static SystemInfoSettings Read(SettingReader reader)
    {
        var dataPath = reader.Text(nameof(DataPath)) ?? "/";
        if (!Path.Exists(dataPath))
        {
            reader.AddFault(nameof(DataPath), dataPath, "a path that exists", "/");
        }

        return new SystemInfoSettings(
            dataPath,
            reader.Duration(nameof(SampleInterval), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5)));
    }
}
