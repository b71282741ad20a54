using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Health;

/// <summary>Settings of section <c>RunnerHealth</c>.</summary>
/// <param name="Interval">How often GitHub's view of every runner is compared with the fleet's. Default 30 s.</param>
/// <param name="Promise">A job that is queued for longer, although a runner is there or on its way for it, counts as stranded. Default 2 min.</param>
internal sealed record HealthCheckSettings(TimeSpan Interval, TimeSpan Promise)
{
    public const string Section = "RunnerHealth";

    public static HealthCheckSettings Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));

    public static HealthCheckSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Interval), Default.Interval, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1)),
        reader.Duration(nameof(Promise), Default.Promise, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));
}
