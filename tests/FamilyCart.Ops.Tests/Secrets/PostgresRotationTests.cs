using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using FamilyCart.Ops.Secrets;
using FamilyCart.Ops.Secrets.Rotation;
using FamilyCart.Testing;
using Npgsql;

namespace FamilyCart.Ops.Tests.Secrets;

public sealed class PostgresRotationTests : IAsyncLifetime, IDisposable
{
    private const string Superuser = "uat-db-password";
    private const string Runtime = "familycart-password";
    private const string Owner = "familycart-owner-password";
    private const string Monitor = "monitor-password";

    private readonly PublishedFolder _folder = new();
    private readonly ConcurrentQueue<string> _log = new();
    private PostgresServer _server = null!;
    private PostgresDatabase _database = null!;

    public async Task InitializeAsync()
    {
        // Everything that a server can say, so that the log would show a password if it ever got one.
        _server = await PostgresServer.StartAsync(new PostgresServerOptions("log_statement = 'all'\nlog_connections = on\nfsync = off\n", _log.Enqueue));
        _database = await _server.CreateDatabaseAsync("familycart");
        await ExecuteAsync("create role monitor login password 'monitor-before-0123456789'");
        _folder.Serve("uat-db", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_server.Port}"));
        Add(Superuser, "postgres", PasswordOf(_server.ConnectionString), administrator: null);
        Add(Runtime, "familycart", PasswordOf(_database.RuntimeConnectionString));
        Add(Owner, "familycart_owner", PasswordOf(_database.OwnerConnectionString));
        Add(Monitor, "monitor", "monitor-before-0123456789");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rotate_EachConnectionIsNew_NoRequestFails()
    {
        // Nothing is kept open between two requests: each of them shows the password.
        await using var service = await StartAsync("Pooling=false;Timeout=120");
        var before = Current(Runtime);
        // A busy machine may need long for a login that has begun.
        var options = Rotating.Options with { LoginsEnd = TimeSpan.FromSeconds(10) };

        var faults = await Rotating.WhileAsync(
            async () =>
            {
                await Rotating.RunAsync(_folder, Runtime, options: options);
                await Rotating.RunAsync(_folder, Runtime, options: options, slowness: TimeSpan.FromSeconds(0.5));
            },
            async () => await service.RowAsync() is var status && status == HttpStatusCode.OK ? null : $"{status}");

        Assert.Empty(faults);
        Assert.Single(_folder.LinesOf(Runtime));
        Assert.Equal((true, false), (await EntersAsync("familycart", Current(Runtime)), await EntersAsync("familycart", before)));
    }

    [Theory]
    [InlineData(Superuser, "postgres")]
    [InlineData(Owner, "familycart_owner")]
    [InlineData(Monitor, "monitor")]
    public async Task Rotate_Role_TakesTheNewOneAloneAndSessionsLiveOn(string name, string role)
    {
        var before = Current(name);
        await using var session = new NpgsqlConnection(For(role, before));
        await session.OpenAsync();

        await Rotating.RunAsync(_folder, name);

        Assert.Equal((true, false), (await EntersAsync(role, Current(name)), await EntersAsync(role, before)));
        await using var command = new NpgsqlCommand("select 1", session);
        Assert.Equal(1, await command.ExecuteScalarAsync());

        // By what is the administrator's now.
        await Rotating.RunAsync(_folder, Runtime);
        Assert.True(await EntersAsync("familycart", Current(Runtime)));
    }

    [Theory]
    [InlineData(Runtime, "familycart", 1)]
    [InlineData(Runtime, "familycart", 2)]
    [InlineData(Runtime, "familycart", 3)]
    [InlineData(Superuser, "postgres", 1)]
    [InlineData(Superuser, "postgres", 2)]
    [InlineData(Superuser, "postgres", 3)]
    public async Task Rotate_KilledAtAStep_ServicesGoOnAndItEndsWellWhenRepeated(string name, string role, int step)
    {
        var before = Current(name);
        await using var service = await StartAsync("Pooling=false");

        await Assert.ThrowsAsync<KilledException>(() => Rotating.RunAsync(_folder, name, killAt: step));

        // A replacement that is at work is given two seconds: the file tells of its own age, and nobody waits for that here.
        Age(name);
        Assert.Equal(HttpStatusCode.OK, await service.RowAsync());
        await Rotating.RunAsync(_folder, name);

        Assert.Single(_folder.LinesOf(name));
        Assert.Equal(HttpStatusCode.OK, await service.RowAsync());
        Assert.Equal((true, false), (await EntersAsync(role, Current(name)), await EntersAsync(role, before)));
    }

    [Fact]
    public async Task Rotate_Log_HoldsNeitherPassword()
    {
        var (before, steps) = (Current(Runtime), new List<string>());

        // Roles were made by statements with their passwords.
        _log.Clear();
        var result = await Rotating.RunAsync(_folder, Runtime, steps);
        var told = string.Join('\n', _log.Concat(steps)) + result;

        Assert.Contains("connection authorized", told, StringComparison.Ordinal);
        Assert.DoesNotContain(before, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Current(Runtime), told, StringComparison.Ordinal);
        Assert.DoesNotContain("SCRAM-SHA-256$", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_ServerIsAway_ChangesNothing()
    {
        var before = Current(Runtime);
        await _server.StopAsync();

        var fault = await Assert.ThrowsAsync<RotationException>(() => Rotating.RunAsync(_folder, Runtime));

        Assert.Contains("uat-db cannot be reached", fault.Message, StringComparison.Ordinal);
        Assert.Equal([before], _folder.LinesOf(Runtime));
    }

    [Fact]
    public async Task Rotate_AdministratorIsRefused_ChangesNothing()
    {
        var before = Current(Runtime);
        Add(Superuser, "postgres", "not-what-the-server-knows", administrator: null);

        var fault = await Assert.ThrowsAsync<RotationException>(() => Rotating.RunAsync(_folder, Runtime));

        Assert.Contains(Superuser, fault.Message, StringComparison.Ordinal);
        Assert.Equal([before], _folder.LinesOf(Runtime));
    }

    private static string PasswordOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Password!;

    private void Add(string name, string role, string password, string? administrator = Superuser) =>
        _folder.Add(name, password + "\n", new SecretUse("postgres", "uat-db", role, administrator));

    private string Current(string name) => _folder.LinesOf(name)[0];

    private void Age(string name) => File.SetLastWriteTimeUtc(_folder.PathOf(name), DateTime.UtcNow.AddMinutes(-1));

    private Task<ReadingService> StartAsync(string more)
    {
        var parts = new NpgsqlConnectionStringBuilder(_database.RuntimeConnectionString) { Password = null };
        parts.Remove("Pooling");
        return ReadingService.StartAsync(_folder, ("ConnectionStrings:familycart", $"{parts.ConnectionString};Password={{secret:{Runtime}}};{more}"));
    }

    private string For(string role, string password) => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Username = role,
        Password = password,
        Database = role is "postgres" or "monitor" ? "postgres" : "familycart",
        Pooling = false,
    }.ConnectionString;

    private async Task<bool> EntersAsync(string role, string password)
    {
        await using var connection = new NpgsqlConnection(For(role, password));
        try
        {
            await connection.OpenAsync();
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(statement) } };
        await batch.ExecuteNonQueryAsync();
    }
}
