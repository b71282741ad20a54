using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests;

public sealed class ProgramTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Program_MigrateRunAndHealth_WorksAsTheTopologyUsesIt()
    {
        var service = typeof(RunnerManagerExtensions).Assembly;
        var database = await postgres.Server.CreateDatabaseAsync("runners_program");
        var (migrated, output) = await ServiceProcess.RunAsync(
            service, ["migrate"], new Dictionary<string, string> { ["ConnectionStrings__runners"] = database.OwnerConnectionString });
        Assert.True(migrated == 0, output);

        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__runners"] = database.RuntimeConnectionString,
            ["GitHub__Mode"] = "emulator",
            ["GitHub__ApiAddress"] = "http://127.0.0.1:9",
        };
        await using var manager = await ServiceProcess.StartAsync(service, environment);
        using var client = new HttpClient { BaseAddress = manager.Address };

        Assert.Contains("\"pools\":0", await client.GetStringAsync("/api/v1/status"), StringComparison.Ordinal);
        environment["ASPNETCORE_URLS"] = $"{manager.Address}";
        var (healthy, detail) = await ServiceProcess.RunAsync(service, ["health"], environment);
        Assert.True(healthy == 0, detail);
        Assert.Contains("migrations", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_FaultsOfSeveralSections_AreToldTogether()
    {
        var (exitCode, output) = await ServiceProcess.RunAsync(
            typeof(RunnerManagerExtensions).Assembly,
            [],
            new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ConnectionStrings__runners"] = "Host=127.0.0.1;Port=1;Database=runners;Username=runners;Password=x",
                ["GitHub__Mode"] = "emulator",
                ["GitHub__ApiAddress"] = "http://127.0.0.1:9",
                ["Runner__FirstUserId"] = "5",
                ["Plan__Idle"] = "soon",
            });

        Assert.Equal(2, exitCode);
        Assert.Contains("- Runner:FirstUserId", output, StringComparison.Ordinal);
        Assert.Contains("- Plan:Idle", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_NoConnectionString_EndsWithCode2AndTheKey()
    {
        var (exitCode, output) = await ServiceProcess.RunAsync(
            typeof(RunnerManagerExtensions).Assembly, [], new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });

        Assert.Equal(2, exitCode);
        Assert.Contains("ConnectionStrings:runners", output, StringComparison.Ordinal);
    }
}
