using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Ops.Settings;

/// <summary>What a drill starts besides the server.</summary>
/// <param name="Api">Absolute path of <c>FamilyCart.Api.dll</c>, whose smoke test a drill runs; null leaves it out, and the result says so.</param>
/// <param name="ProbeEmail">The account that logs in to the restored API.</param>
/// <param name="ProbePassword">Its password; null leaves the log-in out.</param>
/// <param name="MaximumRpo">How old restored data may be, 10 s to 1 day. Default 5 min.</param>
internal sealed record DrillSettings(string? Api, string ProbeEmail, string? ProbePassword, TimeSpan MaximumRpo)
{
    /// <summary>Without the account.</summary>
    public override string ToString() => nameof(DrillSettings);

    internal static DrillSettings Read(SettingReader reader) => new(
        BackupSettings.Path(reader, "Drill:Api", "/app/api/FamilyCart.Api.dll", isRequired: false),
        reader.Text("Drill:ProbeEmail") ?? "probe@example.org",
        reader.Text("Drill:ProbePassword"),
        reader.Duration("Drill:MaximumRpo", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)));
}
