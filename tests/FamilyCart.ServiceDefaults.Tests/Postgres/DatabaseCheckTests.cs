using System.Net;
using FamilyCart.ServiceDefaults.Tests.Support;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.ServiceDefaults.Tests.Postgres;

public sealed class DatabaseCheckTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Health_WithTheDatabase_IsHealthyAndMeasured()
    {
        var database = await postgres.Server.CreateDatabaseAsync("check");
        await using var service = await TestService.StartAsync(
            builder => builder.AddPostgres("familycart"),
            settings: ("ConnectionStrings:familycart", database.RuntimeConnectionString));

        Assert.Contains("\"database\":{\"status\":\"Healthy\",\"description\":\"The database answers.\"", await service.Client.GetStringAsync("/health"), StringComparison.Ordinal);
        var metrics = await service.Client.GetStringAsync("/metrics");
        Assert.Contains("db_client_connection_count{", metrics, StringComparison.Ordinal);
        Assert.Contains("pool_name=\"familycart\"", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password", "wrong-hunter2", "The database refuses the credentials.")]
    [InlineData("Database", "nowhere", "The database does not exist.")]
    public async Task Health_WithoutAccess_SaysWhyWithoutSecrets(string part, string value, string description)
    {
        var text = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString) { [part] = value }.ConnectionString;
        Assert.Contains(description, await UnhealthyAsync(text, value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WithoutTheServer_SaysThatItCannotBeReached()
    {
        var text = new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString) { Port = FreePort.Next() }.ConnectionString;
        Assert.Contains("The database cannot be reached (ConnectionRefused).", await UnhealthyAsync(text, "127.0.0.1"), StringComparison.Ordinal);
    }

    private static async Task<string> UnhealthyAsync(string connectionString, string secret)
    {
        await using var service = await TestService.StartAsync(
            builder => builder.AddPostgres("familycart"),
            settings: ("ConnectionStrings:familycart", connectionString));
        using var response = await service.Client.GetAsync("/health");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        return text;
    }
}
