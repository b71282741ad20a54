using System.Globalization;
using System.Reflection;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.Prober.Tests.Support;

/// <summary>The real API behind the real gateway's https door, each a process, with the prober's account.</summary>
public sealed class FamilyCartFixture : IAsyncLifetime
{
    internal const string Email = "probe@example.org";
    internal const string Password = "a password of the prober";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("prober-").FullName;
    private PostgresServer _postgres = null!;
    private RedisServer _redis = null!;
    private ServiceProcess _api = null!;
    private ServiceProcess? _gateway;
    private NpgsqlDataSource _database = null!;

    internal Uri Door { get; private set; } = null!;

    internal Uri Api { get; private set; } = null!;

    internal string CertificateFile => Path.Combine(_folder, "development.pem");

    public async Task InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _redis = await RedisServer.StartAsync();
        var database = await _postgres.CreateDatabaseAsync("familycart");
        _database = NpgsqlDataSource.Create(database.OwnerConnectionString);
        var (exitCode, output) = await ServiceProcess.RunAsync(Assembly.Load("FamilyCart.Api"), ["migrate", "--seed-probe"], new Dictionary<string, string>
        {
            ["ConnectionStrings__familycart"] = database.OwnerConnectionString,
            ["ConnectionStrings__redis"] = _redis.ConnectionString,
            ["Probe__Email"] = Email,
            ["Probe__Password"] = Password,
        });
        Assert.True(exitCode == 0, output);
        _api = await ServiceProcess.StartAsync(Assembly.Load("FamilyCart.Api"), new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__familycart"] = database.RuntimeConnectionString,
            ["ConnectionStrings__redis"] = _redis.ConnectionString,
            ["Limits__ClientRate"] = "100000",
            ["Limits__ClientBurst"] = "100000",
            ["Limits__FailedLogins"] = "1000",
            ["Limits__AnswerFloor"] = "00:00:00",
            ["Shutdown__ReadinessDelay"] = "00:00:00",
        });
        Api = _api.Address!;
        await StartGatewayAsync();
    }

    public async Task DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _api.DisposeAsync();
        await _database.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What the prober has at the server: lists that are not deleted, and log-ins.</summary>
    internal async Task<(long Lists, long Logins)> LeftAsync() => (
        await CountAsync("select count(*) from shopping_list l join account a on a.id = l.owner_id where a.is_probe and l.deleted_at is null"),
        await CountAsync("select count(*) from access_token"));

    /// <summary>Ends the prober's log-ins, as time does to those that a killed one left.</summary>
    internal Task<int> ForgetLoginsAsync() => ExecuteAsync("delete from access_token");

    internal async Task<int> ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    internal async Task<long> CountAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task StartGatewayAsync()
    {
        var (port, admin) = (FreePort.Next(), FreePort.Next());
        _gateway = await ServiceProcess.StartAsync(Assembly.Load("FamilyCart.Gateway"), new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Local("http", FreePort.Next()),
            ["Gateway__Admin__Url"] = Local("http", admin),
            ["Gateway__Https__Url"] = string.Create(CultureInfo.InvariantCulture, $"https://0.0.0.0:{port}"),
            ["Gateway__Https__Development"] = "true",
            ["Gateway__Https__DevelopmentFolder"] = _folder,
            ["Gateway__Https__Redirect"] = "false",
            ["Gateway__AnyHost"] = "true",
            ["Gateway__Probe__Interval"] = "00:00:00.100",
            ["Gateway__Slots__blue__Address"] = Api.GetLeftPart(UriPartial.Authority),

            // Nobody is there.
            ["Gateway__Slots__green__Address"] = Local("http", FreePort.Next()),
            ["Gateway__Limits__Api__Rate"] = "100000",
            ["Gateway__Limits__Api__Burst"] = "50000",
            ["Gateway__Limits__Credentials__Rate"] = "100000",
            ["Gateway__Limits__Credentials__Burst"] = "50000",
            ["Shutdown__ReadinessDelay"] = "00:00:00",
        });
        Door = new Uri(Local("https", port));
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(_limit);
        while (!await IsHealthyAsync(client, new Uri(Local("http", admin) + "/health"), limit.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(address, cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private static string Local(string scheme, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{port}");
}

[CollectionDefinition(Name)]
public sealed class FamilyCartDefinition : ICollectionFixture<FamilyCartFixture>
{
    internal const string Name = "familycart";
}
