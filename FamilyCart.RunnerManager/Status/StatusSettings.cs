using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Status;

/// <summary>Settings of section <c>Status</c>.</summary>
/// <param name="CacheDuration">For how long counts are served again, 0 to 1 min. Default 5 s.</param>
/// <param name="QueryTimeout">After how long the database counts as unreadable, 0.1 s to 1 min. Default 3 s.</param>
internal sealed record StatusSettings(TimeSpan CacheDuration, TimeSpan QueryTimeout)
{
    public const string Section = "Status";

    public static StatusSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(CacheDuration), TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        reader.Duration(nameof(QueryTimeout), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)));
}
