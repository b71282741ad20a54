using System.Net;
using FamilyCart.Api.Demo;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.Api.Tests.Demo;

[Collection(ApartCollection.Name)]
public sealed class SeedTests(ApiFixture fixture)
{
    private const string ProbeEmail = "Probe@example.org";

    [Fact]
    public async Task Seed_Demo_AddsTheFamilyOnceAndNeverAgain()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "seed_demo");
        await MigrateAsync(database, 0, ["--Demo:Seed=true", $"--Demo:Password={Person.Password}"]);
        Assert.Equal("3 2 25", await CountAsync(database));

        await using (var api = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString))
        {
            using var anna = await Person.LogInAsync(api, "demo.anna@example.org");
            var lists = (await anna.GetAsync("shopping-lists/")).ShouldSucceed();
            Assert.Equal([2, 2], lists.EnumerateArray().Select(list => list.GetProperty("members").GetArrayLength()));
            var first = lists.EnumerateArray().First(list => list.GetProperty("items").GetArrayLength() == 15);
            (await anna.DeleteAsync($"items/{first.GetProperty("items")[0].GetProperty("id").GetInt32()}")).ShouldSucceed();
        }

        await MigrateAsync(database, 0, ["--Demo:Seed=true", "--Demo:Password=another password now"]);
        Assert.Equal("3 2 24", await CountAsync(database));
        await using var later = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var still = await Person.LogInAsync(later, "demo.petr@example.org");
    }

    [Fact]
    public async Task Seed_AddressOfTheDemoFamilyTaken_FailsAndAddsNothing()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "seed_taken");
        await InsertPersonAsync(database, "demo.petr@example.org");
        var output = await MigrateAsync(database, 1, ["--Demo:Seed=true", $"--Demo:Password={Person.Password}"]);
        Assert.Contains("somebody else", output, StringComparison.Ordinal);
        Assert.Equal("1 0 0", await CountAsync(database));
    }

    [Fact]
    public async Task Seed_InProduction_IsRefusedBeforeAnythingIsMigrated()
    {
        var created = await fixture.Postgres.CreateDatabaseAsync("seed_production");
        var (exitCode, output) = await RunAsync(created.OwnerConnectionString, "Production", ["--Demo:Seed=true", $"--Demo:Password={Person.Password}"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("Demo:Seed is 'true', which is not allowed in Production", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Applied", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeedProbe_Twice_ChangesNothingAndANewPasswordIsTakenOver()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "seed_probe");
        await MigrateAsync(database, 0, [$"--Probe:Email={ProbeEmail}", "--Probe:Password=the first password", "--seed-probe"]);
        var first = await ProbeAsync(database);
        Assert.StartsWith("true true true ", first, StringComparison.Ordinal);

        await MigrateAsync(database, 0, [$"--Probe:Email={ProbeEmail}", "--Probe:Password=the first password", "--seed-probe"]);
        Assert.Equal(first, await ProbeAsync(database));

        await database.ExecuteAsync("update account set is_active = false, is_verified = false");
        await MigrateAsync(database, 0, [$"--Probe:Email={ProbeEmail}", $"--Probe:Password={Person.Password}", "--seed-probe"]);
        Assert.StartsWith("true true true ", await ProbeAsync(database), StringComparison.Ordinal);
        await using var api = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var prober = await Person.LogInAsync(api, ProbeEmail);
        Assert.Equal(HttpStatusCode.OK, (await prober.GetAsync("users/me")).Status);
    }

    [Fact]
    public async Task SeedProbe_AddressOfAPerson_IsRefusedAndLeavesThePersonAlone()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "seed_person");
        await InsertPersonAsync(database, "probe@example.org");
        var output = await MigrateAsync(database, 1, [$"--Probe:Email={ProbeEmail}", "--Probe:Password=the first password", "--seed-probe"]);
        Assert.Contains("a person has its address", output, StringComparison.Ordinal);
        Assert.Equal("false true false theirs", await ProbeAsync(database));
    }

    [Fact]
    public async Task SeedProbe_NotConfigured_IsRefusedBeforeAnythingIsMigrated()
    {
        var created = await fixture.Postgres.CreateDatabaseAsync("seed_unconfigured");
        var (exitCode, output) = await RunAsync(created.OwnerConnectionString, "Development", ["--seed-probe"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("Probe:Email and Probe:Password are missing", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Applied", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WithoutSeeds_SeedsNothing()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "seed_nothing");
        Assert.Equal("0 0 0", await CountAsync(database));
    }

    [Theory]
    [InlineData("Demo", "Seed=true", 1)]
    [InlineData("Demo", "Seed=true;Password=a hidden", 1)]
    [InlineData("Demo", "Seed=maybe;Password=hidden", 2)]
    [InlineData("Demo", "Seed=true;Password=long enough hidden", 0)]
    [InlineData("Probe", "Email=hidden at nowhere", 2)]
    [InlineData("Probe", "Password=hidden", 2)]
    [InlineData("Probe", "Email=probe@example.org;Password=long enough hidden", 0)]
    public void Read_Settings_NamesEveryFaultWithoutTheValue(string section, string values, int faults)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Split(';').Select(value => KeyValuePair.Create($"{section}:{value.Split('=')[0]}", (string?)value.Split('=')[1])))
            .Build();
        var reader = new SettingReader(configuration.GetSection(section));
        var settings = section == "Demo" ? (object)DemoSettings.Read(reader, isProduction: false) : ProbeSettings.Read(reader);
        Assert.Equal(faults, reader.Faults.Count);
        Assert.All(reader.Faults, fault => Assert.DoesNotContain("hidden", fault, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden", settings.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> MigrateAsync(ApiDatabase database, int expected, string[] options)
    {
        var (exitCode, output) = await RunAsync(database.OwnerConnectionString, "Development", options);
        Assert.True(exitCode == expected, output);
        return output;
    }

    private static Task<(int ExitCode, string Output)> RunAsync(string connectionString, string environment, string[] options) =>
        ServiceProcess.RunAsync(typeof(Program).Assembly, ["migrate", .. options], new Dictionary<string, string>
        {
            ["ConnectionStrings__familycart"] = connectionString,
            ["DOTNET_ENVIRONMENT"] = environment,
        });

    private static Task<string> CountAsync(ApiDatabase database) => database.ReadAsync<string>(
        "select concat_ws(' ', (select count(*) from account), (select count(*) from shopping_list), (select count(*) from item))");

    private static Task<string> ProbeAsync(ApiDatabase database) => database.ReadAsync<string>(
        "select concat_ws(' ', is_probe::text, is_active::text, is_verified::text, password_hash) from account where email_key = 'probe@example.org'");

    private static Task<int> InsertPersonAsync(ApiDatabase database, string email) => database.ExecuteAsync(
        """
        insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at)
        values (gen_random_uuid(), $1, $1, 'theirs', 'Person', false, now())
        """,
        email);
}
