using System.Reflection;
using FamilyCart.Ops.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>A drill that starts the real API on restored data.</summary>
public sealed class DrillOfTheApiTests : IAsyncLifetime
{
    private const int Failed = 1;
    private const string Email = "probe@example.org";
    private const string Password = "a password of the prober";

    private BackedUpServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await BackedUpServer.StartAsync();
        await using var redis = await RedisServer.StartAsync();
        var database = await _server.Server.CreateDatabaseAsync("familycart");
        var (migrate, said) = await ServiceProcess.RunAsync(Api, ["migrate", "--seed-probe"], new Dictionary<string, string>
        {
            ["ConnectionStrings__familycart"] = database.OwnerConnectionString,
            ["ConnectionStrings__redis"] = redis.ConnectionString,
            ["Probe__Email"] = Email,
            ["Probe__Password"] = Password,
        });
        Assert.True(migrate == 0, said);
        var (backup, output) = await _server.OpsAsync("backup");
        Assert.True(backup == 0, output);
        await _server.BeatAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Drill_WithTheApi_LogsARestoredAccountIn()
    {
        var output = await DrillAsync(0, Api.Location, Password);

        Assert.Contains("ok          a restored account logs in and reads its lists", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_WhereTheApiDoesNotDoItsPart_FailsAndSaysWhy()
    {
        var cannotLogIn = await DrillAsync(Failed, Api.Location, "another password");
        await _server.BeatAsync();
        var doesNotStart = await DrillAsync(Failed, _server.Beside("no.dll"), Password);

        Assert.Contains("FAULT       the restored account of the prober cannot log in: 400", cannotLogIn, StringComparison.Ordinal);
        Assert.DoesNotContain("another password", cannotLogIn, StringComparison.Ordinal);
        Assert.Contains("FAULT       the API did not start", doesNotStart, StringComparison.Ordinal);
    }

    private static Assembly Api => Assembly.Load("FamilyCart.Api");

    private async Task<string> DrillAsync(int expected, string api, string password)
    {
        var settings = _server.Environment(("Backup__Drill__Api", api), ("Backup__Drill__ProbeEmail", Email), ("Backup__Drill__ProbePassword", password));
        var (code, output) = await BackedUpServer.OpsAsync(settings, "drill");
        Assert.True(code == expected, $"{code} {output}");
        return output;
    }
}
