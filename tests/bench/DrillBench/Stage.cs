using System.Globalization;
using System.Text.Json;
using Bench;

namespace DrillBench;

/// <summary>The running topology, as far as faults need to know it.</summary>
internal sealed class Stage
{
    private readonly IReadOnlyDictionary<string, string> _secrets;

    private Stage(string repository, string data, int apphost, int offset, IReadOnlyDictionary<string, string> secrets) =>
        (Repository, Data, AppHost, Offset, _secrets) = (repository, data, apphost, offset, secrets);

    public string Repository { get; }

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>The process that starts again what dies.</summary>
    public int AppHost { get; }

    public int Offset { get; }

    /// <summary>The public door without TLS.</summary>
    public Uri Door => new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Port(8080)}"));

    /// <param name="description">The file that ./run --json wrote.</param>
    /// <param name="repository">The clone.</param>
    public static Stage Read(string description, string repository)
    {
        var run = JsonDocument.Parse(File.ReadAllText(description)).RootElement;
        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(run.GetProperty("secretsFile").GetString()!))!;
        return new Stage(
            repository,
            run.GetProperty("dataDirectory").GetString()!,
            run.GetProperty("processId").GetInt32(),
            new Uri(run.GetProperty("gateway").GetString()!).Port - 8080,
            secrets);
    }

    public int Port(int port) => port + Offset;

    public string Secret(string name) => _secrets[name];

    /// <summary>Whether Prometheus asks anybody who is that.</summary>
    public bool Watches(string service) => Directory
        .EnumerateFiles(Path.Combine(Data, "uat-prometheus", "etc", "targets"), "*.json")
        .Any(file => File.ReadAllText(file).Contains($"\"service\": \"{service}\"", StringComparison.Ordinal));

    /// <summary>Runs SQL as the database's owner, or as the server's superuser.</summary>
    public Task SqlAsync(string sql, bool asSuperuser, CancellationToken cancellationToken) => Command.RunAsync(
        "psql",
        [
            "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "localhost", "-p", Port(5433).ToString(CultureInfo.InvariantCulture),
            "-U", asSuperuser ? "postgres" : "familycart_owner", "-d", "familycart", "-c", sql,
        ],
        new Dictionary<string, string> { ["PGPASSWORD"] = Secret(asSuperuser ? "uat-db-password" : "familycart-owner-password") },
        cancellationToken);

    /// <summary>The process that listens on a port of the topology, before the offset.</summary>
    public async Task<int> ListenerAsync(int port, CancellationToken cancellationToken)
    {
        var said = await Command.RunAsync(
            "ss", ["-ltnpH", string.Create(CultureInfo.InvariantCulture, $"sport = :{Port(port)}")], new Dictionary<string, string>(), cancellationToken);
        var from = said.IndexOf("pid=", StringComparison.Ordinal);
        return from < 0
            ? throw new InvalidOperationException($"Nobody listens on port {Port(port)}.")
            : int.Parse(said[(from + 4)..said.IndexOf(',', from)], CultureInfo.InvariantCulture);
    }

    public static Task SignalAsync(string signal, int process, CancellationToken cancellationToken) => Command.RunAsync(
        "kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)], new Dictionary<string, string>(), cancellationToken);
}
