using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>Settings of section <c>Poll</c>.</summary>
/// <param name="Interval">How often GitHub is asked for jobs that no webhook told of. Default 30 s; free of charge while nothing changes.</param>
internal sealed record PollSettings(TimeSpan Interval)
{
    public const string Section = "Poll";

    public static PollSettings Read(SettingReader reader) =>
        new(reader.Duration(nameof(Interval), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1)));
}
