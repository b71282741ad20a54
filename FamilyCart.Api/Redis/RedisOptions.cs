namespace FamilyCart.Api.Redis;

/// <summary>`ConnectionStrings:redis`.</summary>
internal sealed class RedisOptions
{
    internal const string ConnectionName = "redis";

    /// <summary>Address, password and options as StackExchange.Redis reads them.</summary>
    public string ConnectionString { get; set; } = "";
}
