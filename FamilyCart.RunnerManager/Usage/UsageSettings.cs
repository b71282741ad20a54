using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>Settings of section <c>Usage</c>: how often this host looks at what its runners use.</summary>
/// <param name="Interval">Between two looks at processors and memory. Default 15 s.</param>
/// <param name="DiskInterval">Between two walks through a runner's folder, which cost more. Default 1 min.</param>
/// <param name="DiskGigabytes">What a runner's folder may hold; it is told as a share of this and not enforced. Default 14.</param>
internal sealed record UsageSettings(TimeSpan Interval, TimeSpan DiskInterval, double DiskGigabytes)
{
    public const string Section = "Usage";

    private const double Gigabyte = 1024 * 1024 * 1024;

    public static UsageSettings Default { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), 14);

    /// <summary><see cref="DiskGigabytes"/> in bytes.</summary>
    public double DiskBytes => DiskGigabytes * Gigabyte;

    public static UsageSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Interval), Default.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        reader.Duration(nameof(DiskInterval), Default.DiskInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        reader.Number(nameof(DiskGigabytes), Default.DiskGigabytes, 0.1, 100_000));
}
