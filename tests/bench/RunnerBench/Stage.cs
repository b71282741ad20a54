using System.Reflection;
using FamilyCart.GitHubEmulator;
using FamilyCart.Testing;
using Npgsql;

namespace RunnerBench;

/// <summary>PostgreSQL with the settings of the UAT machine, and on demand an emulator of GitHub with a manager on a fresh database.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private int _databases;

    private Stage(string results, string distribution, PostgresServer postgres) => (Results, Distribution, _postgres) = (results, distribution, postgres);

    /// <summary>The folder for raw output.</summary>
    internal string Results { get; }

    /// <summary>The scripted runner.</summary>
    internal string Distribution { get; }

    private static Assembly Service { get; } = Assembly.Load("FamilyCart.RunnerManager");

    internal static async Task<Stage> StartAsync(string results, string configuration, string distribution, CancellationToken cancellationToken) =>
        new(results, distribution, await PostgresServer.StartAsync(new PostgresServerOptions(configuration, SegmentMegabytes: 16), cancellationToken));

    /// <summary>A manager with a pool, as a process of its own.</summary>
    /// <param name="settings">Besides the ordinary ones.</param>
    /// <param name="pretending">Whether its runners are only pretended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="listening">Runners that an earlier manager left it.</param>
    internal async Task<Managed> StartManagerAsync(
        IReadOnlyDictionary<string, string> settings, bool pretending, CancellationToken cancellationToken, int listening = 0)
    {
        var database = await _postgres.CreateDatabaseAsync($"runners{++_databases}", cancellationToken);
        var emulator = await Emulator.StartAsync(new EmulatorSettings { Token = Managed.Token }, cancellationToken: cancellationToken);
        var managed = new Managed(emulator);
        try
        {
            var environment = managed.Environment(Distribution, settings);
            var (exitCode, output) = await ServiceProcess.RunAsync(Service, ["migrate"], With(environment, database.OwnerConnectionString), cancellationToken);
            if (exitCode != 0)
            {
                throw new InvalidOperationException($"The migrations failed: {output}");
            }

            await ListenAsync(managed, database, listening, cancellationToken);
            await managed.StartAsync(Service, pretending, With(environment, database.RuntimeConnectionString), cancellationToken);
            return managed;
        }
        catch
        {
            await managed.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    private static async Task ListenAsync(Managed managed, PostgresDatabase database, int count, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        for (var slot = 1; slot <= count; slot++)
        {
            var name = $"uat-{slot}-pretends";
            await using var command = source.CreateCommand(
                "insert into runner (pool, slot, host, name, state, github_id, epoch) values ('uat', $1, 'here', $2, 'listening', $3, 1)");
            command.Parameters.Add(new NpgsqlParameter { Value = slot });
            command.Parameters.Add(new NpgsqlParameter { Value = name });
            command.Parameters.Add(new NpgsqlParameter { Value = managed.GitHub.AddListener(Managed.Repository, name, ["self-hosted", "uat"]) });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> environment, string connectionString) =>
        new(environment) { ["ConnectionStrings__runners"] = connectionString };
}
