using System.Reflection;
using FamilyCart.Testing;
using Npgsql;

namespace ApiBench;

/// <summary>PostgreSQL with the settings of the UAT machine, Redis, a migrated and seeded database, and instances of the API on demand.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly RedisServer _redis;
    private readonly PostgresDatabase _database;
    private readonly IReadOnlyDictionary<string, string> _settings;

    private Stage(
        string results, PostgresServer postgres, RedisServer redis, PostgresDatabase database, ServerLog log, IReadOnlyDictionary<string, string> settings)
    {
        _settings = settings;
        Results = results;
        Log = log;
        _postgres = postgres;
        _redis = redis;
        _database = database;
        Superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = database.Name });
    }

    /// <summary>The folder for raw output.</summary>
    internal string Results { get; }

    internal ServerLog Log { get; }

    internal NpgsqlDataSource Superuser { get; }

    internal string SuperuserPassword => new NpgsqlConnectionStringBuilder(_postgres.ConnectionString).Password!;

    /// <summary>PostgreSQL's data.</summary>
    internal string DataFolder => _postgres.Folder;

    /// <summary>PostgreSQL's programs.</summary>
    internal string Programs => _postgres.Programs;

    internal NpgsqlConnectionStringBuilder Database => new(_database.RuntimeConnectionString);

    internal Seed Seed { get; private set; } = null!;

    internal static Assembly Service { get; } = Assembly.Load("FamilyCart.Api");

    /// <param name="results">The folder for raw output.</param>
    /// <param name="configuration">Of PostgreSQL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="settings">More variables for the instances.</param>
    internal static async Task<Stage> StartAsync(
        string results, string configuration, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? settings = null)
    {
        var log = new ServerLog();
        var postgres = await PostgresServer.StartAsync(new PostgresServerOptions(configuration, log.Add, SegmentMegabytes: 16), cancellationToken);
        var redis = await RedisServer.StartAsync(cancellationToken);
        var stage = new Stage(results, postgres, redis, await postgres.CreateDatabaseAsync("familycart", cancellationToken), log, settings ?? new Dictionary<string, string>());
        try
        {
            var (exitCode, output) = await ServiceProcess.RunAsync(
                Service, ["migrate"], stage.Environment(stage._database.OwnerConnectionString), cancellationToken);
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"The migrations failed: {output}");
            }

            await using var api = await stage.StartApiAsync(cancellationToken);
            stage.Seed = await Seed.MakeAsync(api, stage.Superuser, cancellationToken);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A fresh instance, so that no part pays for the one before.</summary>
    internal async Task<ApiInstance> StartApiAsync(CancellationToken cancellationToken)
    {
        var api = ApiInstance.Begin(Environment(_database.RuntimeConnectionString), cancellationToken);
        await api.UntilHealthyAsync(cancellationToken);
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await Superuser.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>As the AppHost sets it, without a collector to send traces to, and with room for the log-ins of 50 people behind one address.</summary>
    private Dictionary<string, string> Environment(string connectionString) => new(_settings)
    {
        ["ConnectionStrings__familycart"] = connectionString,
        ["ConnectionStrings__redis"] = _redis.ConnectionString,
        ["Shutdown__ReadinessDelay"] = "00:00:00",
        ["Limits__ClientRate"] = "100000",
        ["Limits__ClientBurst"] = "100000",
        ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort.Next()}",
    };
}
