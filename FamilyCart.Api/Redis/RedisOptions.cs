namespace FamilyCart.Api.Redis;

/// <summary>`ConnectionStrings:redis` and section `Redis`.</summary>
internal sealed record RedisOptions
{
    internal const string Section = "Redis";
    internal const string ConnectionName = "redis";

    /// <summary>Address, password and options as StackExchange.Redis reads them.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long Redis may be away before this instance counts as unhealthy instead of degraded, up to one day.</summary>
    public TimeSpan UnhealthyAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(RedisOptions);
}
