using System.Diagnostics;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.Api.Tests.Import;

[Collection(ApartCollection.Name)]
public sealed class ImportTests(ApiFixture fixture)
{
    [Fact]
    public async Task Import_Family_FindsEverythingAgainWithItsPasswords()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "import_family");
        var (exitCode, report) = await run.ImportAsync();
        Assert.True(exitCode == 0, report.ToString());
        Assert.Equal("2 = 2 added + 0 known + 0 merged + 0 skipped", ImportRun.Counts(report, "account"));
        Assert.Equal("1 = 1 added + 0 known + 0 merged + 0 skipped", ImportRun.Counts(report, "list"));
        Assert.Equal("2 = 1 added + 0 known + 1 merged + 0 skipped", ImportRun.Counts(report, "member"));
        Assert.Equal("2 = 2 added + 0 known + 0 merged + 0 skipped", ImportRun.Counts(report, "item"));
        Assert.Equal(
            ["shopping_list * created_at: The times carry no zone and are read as UTC.", "shopping_list * updated_at: The times carry no zone and are read as UTC."],
            ImportRun.Adjustments(report).Order());

        await using var api = ApiApplication.Start(run.Target.ConnectionString, fixture.Redis.ConnectionString);
        foreach (var email in (string[])["anna@example.org", "petr@example.org"])
        {
            using var person = await Person.LogInAsync(api, email);
            var list = Assert.Single((await person.GetAsync("shopping-lists/")).ShouldSucceed().EnumerateArray());
            Assert.Equal("Nákup", list.GetProperty("name").GetString());
            Assert.Equal("První řádek\nDruhý", list.GetProperty("description").GetString());
            Assert.Equal(new DateTimeOffset(2025, 3, 1, 10, 0, 0, TimeSpan.Zero), list.GetProperty("created_at").GetDateTimeOffset());
            Assert.Equal(["Mléko", "Brot"], list.GetProperty("items").EnumerateArray().OrderBy(item => item.GetProperty("id").GetInt32()).Select(item => item.GetProperty("name").GetString()));
        }

        // Whoever has logged in once has a hash of ours from then on.
        Assert.Equal(0L, await run.Target.ReadAsync<long>("select count(*) from account where password_hash like '$%'"));
        using (await Person.LogInAsync(api, "anna@example.org"))
        {
            Assert.Equal(
                "Mléko|Milk|Leche|2|2.000|old_kg|2 kg|bez laktózy|egg|Dairy from before|Anička|Petr|2025-03-01 10:00:00",
                await run.Target.ReadAsync<string>(
                    """
                    select concat_ws('|', i.name, standardized_name, i.translations ->> 'es', quantity, quantity_value, quantity_unit_id,
                        quantity_display_text, comment, i.icon_name, c.name, o.nickname, e.nickname, i.updated_at at time zone 'UTC')
                    from item i join category c on c.id = i.category_id
                    join account o on o.id = i.owner_id join account e on e.id = i.last_modified_by_id
                    where i.name = 'Mléko'
                    """));
        }

        Assert.Equal(Guid.Parse(LegacyDatabase.Anna), await run.Target.ReadAsync<Guid>("select id from account where email = 'Anna@example.org'"));
    }

    [Fact]
    public async Task Import_Again_ChangesNothingAndAddsOnlyWhatIsNew()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "import_again");
        await run.ImportAsync();

        // What families have done here since.
        await run.Target.ExecuteAsync("update item set name = 'Changed here' where name = 'Mléko'");
        await run.Target.ExecuteAsync("delete from item where name = 'Brot'");
        await run.Target.ExecuteAsync("delete from list_member where account_id = $1", Guid.Parse(LegacyDatabase.Petr));
        var before = await run.SnapshotAsync();

        var (_, second) = await run.ImportAsync();
        Assert.Equal(before, await run.SnapshotAsync());
        Assert.Equal("2 = 0 added + 2 known + 0 merged + 0 skipped", ImportRun.Counts(second, "item"));
        Assert.Equal("2 = 0 added + 2 known + 0 merged + 0 skipped", ImportRun.Counts(second, "member"));

        await run.Source.ExecuteAsync($"insert into item (name, shopping_list_id, owner_id, last_modified_by_id) values ('New', 1, '{LegacyDatabase.Anna}', '{LegacyDatabase.Anna}')");
        var (_, third) = await run.ImportAsync();
        Assert.Equal("3 = 1 added + 2 known + 0 merged + 0 skipped", ImportRun.Counts(third, "item"));
        Assert.Equal("Changed here,New", await run.Target.ReadAsync<string>("select string_agg(name, ',' order by id) from item"));
        Assert.Equal(1L, await run.Target.ReadAsync<long>("select last_sequence from shopping_list"));
    }

    [Fact]
    public async Task Import_DryRun_ReportsTheSameAndLeavesNothing()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "import_dry");
        var before = await run.SnapshotAsync();
        var (exitCode, dry) = await run.ImportAsync("--dry-run");
        Assert.Equal(0, exitCode);
        Assert.True(dry.GetProperty("dry_run").GetBoolean());
        Assert.Equal(before, await run.SnapshotAsync());

        var (_, real) = await run.ImportAsync();
        Assert.Equal(dry.GetProperty("counts").ToString(), real.GetProperty("counts").ToString());
    }

    [Fact]
    public async Task Import_KilledInTheMiddle_LeavesNothingAndRunsAgain()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "import_killed");
        var before = await run.SnapshotAsync();

        // Somebody holds the items: the import comes as far as them, with everything before done.
        await using var data = NpgsqlDataSource.Create(run.Target.OwnerConnectionString);
        await using (var blocker = await data.OpenConnectionAsync())
        {
            await using var transaction = await blocker.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("lock table item in exclusive mode", blocker, transaction))
            {
                await command.ExecuteNonQueryAsync();
            }

            using var process = Start(run);
            await Poll.UntilAsync(async () => await run.Target.ReadAsync<long>(
                "select count(*) from pg_locks where relation = 'item'::regclass and not granted") == 1);
            process.Kill();
            await process.WaitForExitAsync();
        }

        await Poll.UntilAsync(async () => await run.Target.ReadAsync<long>(
            "select count(*) from pg_stat_activity where application_name like '%Api' and datname = current_database() and query like '%insert into item%' and pid <> pg_backend_pid()") == 0);
        Assert.Equal(before, await run.SnapshotAsync());

        var (exitCode, report) = await run.ImportAsync();
        Assert.Equal(0, exitCode);
        Assert.Equal("2 = 2 added + 0 known + 0 merged + 0 skipped", ImportRun.Counts(report, "item"));
    }

    [Fact]
    public async Task Import_SourceLacksColumns_NamesEachAndNeverTheConnection()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "import_lacking");
        await run.Source.ExecuteAsync("alter table item drop column icon_name; drop table unit");
        var (exitCode, report) = await run.ImportAsync();
        Assert.Equal(1, exitCode);
        var fault = report.GetProperty("fault").GetString()!;
        Assert.Contains("item.icon_name", fault, StringComparison.Ordinal);
        Assert.Contains("unit.conversion_factor", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("user.email", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TargetNotMigrated_SaysSo()
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, "import_unmigrated");
        await run.Target.ExecuteAsync("drop table import_mapping");
        var (exitCode, report) = await run.ImportAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("run migrate first", report.GetProperty("fault").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense-with-hidden-parts", "(not shown)")]
    [InlineData("Host=127.0.0.1;Port=1;Database=none;Username=none;Password=hidden", "does not answer")]
    public async Task Import_SourceUnusable_SaysSoWithoutRepeatingIt(string source, string expected)
    {
        await using var run = await ImportRun.PrepareAsync(fixture.Postgres, $"import_unusable{expected.Length}");
        var (exitCode, output) = await ServiceProcess.RunAsync(typeof(Program).Assembly, ["import", "--source", source], run.Environment);
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--source")]
    [InlineData("now")]
    public async Task Import_UnknownOption_TellsTheUsage(string option)
    {
        var (exitCode, output) = await ServiceProcess.RunAsync(typeof(Program).Assembly, ["import", option], new Dictionary<string, string>());
        Assert.Equal(1, exitCode);
        Assert.Contains("Usage: import", output, StringComparison.Ordinal);
    }

    private static Process Start(ImportRun run)
    {
        var startInfo = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "import"]) { WorkingDirectory = Path.GetTempPath() };
        foreach (var (key, value) in run.Environment)
        {
            startInfo.Environment[key] = value;
        }

        return Process.Start(startInfo)!;
    }
}
