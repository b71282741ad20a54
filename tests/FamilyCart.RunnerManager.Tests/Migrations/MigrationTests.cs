using System.Net;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Migrations;

public sealed class MigrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Delivery =
        "insert into webhook_delivery (delivery_id, event, body) values ('0b9d2a3e-0000-4000-8000-000000000001', 'workflow_job', '{}')";

    [Fact]
    public async Task Migrate_FreshDatabaseAndAgain_Succeeds()
    {
        var database = await postgres.Server.CreateDatabaseAsync("runners_twice");

        Assert.Equal(0, await RunningManager.MigrateAsync(database));
        Assert.Equal(0, await RunningManager.MigrateAsync(database));
    }

    [Fact]
    public async Task Health_BeforeAndAfterMigrate_FailsThenHolds()
    {
        var database = await postgres.Server.CreateDatabaseAsync("runners_health");
        await using var manager = await RunningManager.StartAsync(database);

        using var before = await manager.Client.GetAsync("/health");
        Assert.Equal(0, await RunningManager.MigrateAsync(database));
        using var after = await manager.Client.GetAsync("/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Theory]
    [InlineData("pool names are DNS labels", "23514", "insert into runner_pool (name, role, environment, labels, minimum_idle, maximum) values ('Bad Name', 'primary', 'uat', '{a}', 0, 1)")]
    [InlineData("roles are closed", "23514", "insert into runner_pool (name, role, environment, labels, minimum_idle, maximum) values ('a', 'tertiary', 'uat', '{a}', 0, 1)")]
    [InlineData("idle fits into maximum", "23514", "insert into runner_pool (name, role, environment, labels, minimum_idle, maximum) values ('a', 'primary', 'uat', '{a}', 4, 3)")]
    [InlineData("a pool has a label", "23514", "insert into runner_pool (name, role, environment, labels, minimum_idle, maximum) values ('a', 'primary', 'uat', '{}', 0, 1)")]
    [InlineData("a delivery is stored once", "23505", Delivery + ";" + Delivery)]
    [InlineData("the run-time role owns no schema", "42501", "create table intruder (id int)")]
    public async Task Schema_WhatMayNotBe_IsRefused(string rule, string sqlState, string sql)
    {
        var database = await Database.MigratedAsync(postgres, "runners_rules");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(database.RuntimeConnectionString, sql));

        Assert.True(refusal.SqlState == sqlState, $"{rule}: {refusal.SqlState} {refusal.MessageText}");
    }
}
