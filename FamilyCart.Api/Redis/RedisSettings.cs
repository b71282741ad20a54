using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Redis;

/// <summary>Settings of section <c>Redis</c>.</summary>
/// <param name="UnhealthyAfter">
/// How long Redis may be away before degraded becomes unhealthy, up to one day. Default null: never, so that requests go on.
/// </param>
internal sealed record RedisSettings(TimeSpan? UnhealthyAfter)
{
    internal const string Section = "Redis";

    internal static RedisSettings Read(SettingReader reader) =>
        new(reader.OptionalDuration(nameof(UnhealthyAfter), TimeSpan.FromMinutes(5), TimeSpan.Zero, TimeSpan.FromDays(1)));
}
