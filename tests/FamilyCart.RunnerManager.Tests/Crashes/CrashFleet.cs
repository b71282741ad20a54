using System.Globalization;
using FamilyCart.GitHubEmulator;
using FamilyCart.GitHubEmulator.Control;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>Managers as processes, GitHub's emulator and real runners, with everything in it that can be killed.</summary>
internal sealed class CrashFleet : IAsyncDisposable
{
    private const string Token = "ghp_PLANTED01x9abcdefghijABCDEFGHIJ012345";
    private const int UsersAFleet = 500;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("crash-").FullName;
    private readonly int _firstUserId = TestUsers.Next();
    private readonly PostgresDatabase _database;
    private readonly NpgsqlDataSource _source;
    private readonly Emulator _emulator;
    private readonly JobLines _lines = new();
    private readonly IReadOnlyDictionary<string, string> _environment;

    private CrashFleet(PostgresDatabase database, CrashPoint point, Emulator emulator, string[] hosts, IReadOnlyDictionary<string, string> environment)
    {
        (_database, Point, _emulator, _environment) = (database, point, emulator, environment);
        _source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_001_001);
        Managers = [.. hosts.Select((host, index) => Manager(host, _firstUserId + (index * UsersAFleet / 2)))];
    }

    public CrashPoint Point { get; }

    public IReadOnlyList<ManagerProcess> Managers { get; }

    public EmulatorControl GitHub => _emulator.Control;

    private IEnumerable<ProcessDriver> Drivers => Managers.Select((manager, index) => new ProcessDriver(
        Some.DriverSettings(null, RunnersOf(manager.Host), _firstUserId + (index * UsersAFleet / 2)), TimeProvider.System, NullLogger<ProcessDriver>.Instance));

    public static Task<CrashFleet> StartAsync(PostgresFixture postgres, params string[] hosts) => StartAsync(postgres, new Dictionary<string, string>(), hosts);

    /// <param name="postgres">Where its database is.</param>
    /// <param name="environment">More variables for its managers.</param>
    /// <param name="hosts">One manager each.</param>
    public static async Task<CrashFleet> StartAsync(PostgresFixture postgres, IReadOnlyDictionary<string, string> environment, params string[] hosts)
    {
        var database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        var emulator = await Emulator.StartAsync(new EmulatorSettings { Token = Token, HandOutTimeout = TimeSpan.FromSeconds(5) });
        var fleet = new CrashFleet(database, await CrashPoint.InstallAsync(database), emulator, hosts, environment);
        foreach (var manager in fleet.Managers)
        {
            await manager.StartAsync();
        }

        return fleet;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var manager in Managers)
        {
            await manager.DisposeAsync();
        }

        await _emulator.DisposeAsync();
        await _lines.DisposeAsync();
        foreach (var driver in Drivers)
        {
            foreach (var name in driver.Names())
            {
                await driver.RemoveAsync(name, CancellationToken.None);
            }
        }

        await Point.DisposeAsync();
        await _source.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Queues a job that says when it runs, and runs until it may end.</summary>
    /// <param name="command">Its output is what it says.</param>
    public long Queue(string command = ":")
    {
        var name = Guid.NewGuid().ToString("N");
        var run = GitHub.Queue(new RunRequest("family/cart", [new JobRequest(name, ["self-hosted"], Steps: [new JobStep(StepKind.Run, Text: _lines.Script(name, command))])]));
        return GitHub.Jobs.Single(job => job.RunId == run.Id).Id;
    }

    public JobView Job(long id) => GitHub.Jobs.Single(job => job.Id == id);

    /// <summary>Waits until the worker is at the job's step.</summary>
    /// <returns>What it said.</returns>
    public Task<string> RunsAsync(long job) => _lines.RunsAsync(Job(job).Name);

    /// <summary>Lets the job end, now or whenever it gets there.</summary>
    public void LetEnd(long job) => _lines.LetEnd(Job(job).Name);

    public async Task CompletedAsync(long id)
    {
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            await GitHub.UntilAsync(control => control.Jobs.Single(job => job.Id == id).Life == JobLife.Completed, limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{Job(id)}{Environment.NewLine}{await DescribeAsync()}");
        }
    }

    /// <summary>Kills the listener of the only runner that has one, or gets one.</summary>
    public async Task KillListenerAsync()
    {
        var process = await Eventually.IsAsync(
            () => Managers.SelectMany(manager => Directory.GetFiles(RunnersOf(manager.Host), "process", SearchOption.AllDirectories)).SingleOrDefault(), file => file is not null);
        _ = NativeMethods.Kill(int.Parse((await File.ReadAllTextAsync(process!)).Split(' ')[0], CultureInfo.InvariantCulture), NativeMethods.End);
    }

    /// <summary>Who has a lease, since when, and whether it runs.</summary>
    public async Task<(string Host, DateTimeOffset TakenAt, bool Held)> LeaseAsync(string name)
    {
        await using var command = _source.CreateCommand("select holder, taken_at, expires_at > clock_timestamp() from lease where name = $1");
        command.Parameters.AddWithValue(name);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? (row.GetString(0).Split('/')[0], await row.GetFieldValueAsync<DateTimeOffset>(1), row.GetBoolean(2)) : (string.Empty, DateTimeOffset.MinValue, false);
    }

    /// <summary>Waits until a lease is held by a process that has taken it since then.</summary>
    public async Task<(string Host, DateTimeOffset TakenAt)> TakenAsync(string name, DateTimeOffset since)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (true)
        {
            var (host, takenAt, held) = await LeaseAsync(name);
            if (held && takenAt > since)
            {
                return (host, takenAt);
            }

            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"{name} is {host}'s since {takenAt:O}, held: {held}{Environment.NewLine}{await DescribeAsync()}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Waits until a runner has taken a step since then.</summary>
    /// <returns>The step, and when it did.</returns>
    public async Task<(string Step, DateTimeOffset At)> SteppedAsync(DateTimeOffset since)
    {
        using var limit = new CancellationTokenSource(s_patience);
        await using var command = _source.CreateCommand("select state, at from runner_step where at > $1 order by at limit 1");
        command.Parameters.AddWithValue(since);
        while (true)
        {
            await using (var row = await command.ExecuteReaderAsync())
            {
                if (await row.ReadAsync())
                {
                    return (row.GetString(0), await row.GetFieldValueAsync<DateTimeOffset>(1));
                }
            }

            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"No step since {since:O}{Environment.NewLine}{await DescribeAsync()}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Looks back at GitHub: no slot ever had two registrations at a time.</summary>
    public void RegisteredNothingTwice()
    {
        foreach (var slot in GitHub.Registrations.GroupBy(registration => registration.Name[..registration.Name.LastIndexOf('-')]))
        {
            Assert.All(slot.Zip(slot.Skip(1)), pair => Assert.True(pair.First.RemovedAt <= pair.Second.RegisteredAt, $"{pair.First} was there beside {pair.Second}"));
        }
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Waits until nothing is left: no row that is not gone, no registration, no folder, no process.</summary>
    public Task LeaksNothingAsync() => HasJustAsync(0);

    /// <summary>Waits until there are so many runners, each with a row, a registration and a folder, and nothing else; of none there are no processes either.</summary>
    public async Task HasJustAsync(int runners)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (await CountAsync("select count(*) from runner where state <> 'gone'") != runners
            || GitHub.Runners.Count != runners
            || Drivers.Sum(driver => driver.Names().Count) != runners
            || (runners == 0 && Processes() > 0))
        {
            if (limit.IsCancellationRequested)
            {
                Assert.Fail($"{GitHub.Runners.Count} registrations, {Drivers.Sum(driver => driver.Names().Count)} folders, {Processes()} processes{Environment.NewLine}{await DescribeAsync()}");
            }

            await Task.Delay(20);
        }
    }

    private int Processes() => Directory.EnumerateDirectories("/proc").Count(folder => int.TryParse(Path.GetFileName(folder), out _) && IsOurs(folder));

    // By what was started, or by the user who runs it.
    private bool IsOurs(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(_folder + "/runners-", StringComparison.Ordinal)
                || (File.ReadAllLines(Path.Combine(folder, "status")).FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal)) is { } line
                    && int.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture) is var user && user >= _firstUserId && user < _firstUserId + UsersAFleet);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string RunnersOf(string host) => Directory.CreateDirectory(Path.Combine(_folder, "runners-" + host), (UnixFileMode)0b111_001_001).FullName;

    private ManagerProcess Manager(string host, int firstUserId)
    {
        var address = new NpgsqlConnectionStringBuilder(_database.RuntimeConnectionString);
        var network = new TcpProxy(address.Port);
        address.Port = network.Port;
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__runners"] = address.ConnectionString,
            ["GitHub__Mode"] = "emulator",
            ["GitHub__ApiAddress"] = _emulator.Address.ToString(),
            ["GitHub__Token"] = Token,
            ["GitHub__WriteSpacing"] = "00:00:00",
            ["Pools__uat__Scope"] = "family/cart",
            ["Pools__uat__Labels"] = "self-hosted",
            ["Pools__uat__MinimumIdle"] = "0",
            ["Plan__Idle"] = "00:00:01",
            ["Plan__HostGrace"] = "00:00:05",
            ["Poll__Interval"] = "00:00:00.5",
            ["Runner__Distribution"] = RunnerDistribution.Folder(),
            ["Runner__Folder"] = RunnersOf(host),
            ["Runner__FirstUserId"] = firstUserId.ToString(CultureInfo.InvariantCulture),
            ["Runner__SameUser"] = "true",
            ["Host__Name"] = host,
        };
        foreach (var (key, value) in _environment)
        {
            environment[key] = value;
        }

        return new ManagerProcess(host, network, environment);
    }

    private async Task<string> DescribeAsync()
    {
        await using var command = _source.CreateCommand("select row_to_json(runner)::text from runner order by id desc limit 10");
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return string.Join(Environment.NewLine, [.. lines, .. Managers.SelectMany(manager => manager.Log.TakeLast(60).Prepend(manager.Host))]);
    }
}
