using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>Two instances of the API that share one database and one Redis, as both slots do.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    internal PostgresServer Postgres { get; private set; } = null!;

    internal RedisServer Redis { get; private set; } = null!;

    internal ApiDatabase Database { get; private set; } = null!;

    internal ApiApplication Blue { get; private set; } = null!;

    internal ApiApplication Green { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Postgres = await PostgresServer.StartAsync();
        Redis = await RedisServer.StartAsync();
        Database = await ApiDatabase.CreateAsync(Postgres, "familycart");
        Blue = ApiApplication.Start(Database.ConnectionString, Redis.ConnectionString);
        Green = ApiApplication.Start(Database.ConnectionString, Redis.ConnectionString);
        await RedisProbe.UntilSubscribedAsync(Redis, count: 2);
    }

    public async Task DisposeAsync()
    {
        await Blue.DisposeAsync();
        await Green.DisposeAsync();
        await Database.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
