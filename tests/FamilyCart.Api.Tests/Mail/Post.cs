using System.Diagnostics.Metrics;
using System.Net.Mail;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Mail.Sending;
using FamilyCart.Api.Mail.Templates;
using FamilyCart.Api.Mail.Transports;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FamilyCart.Api.Tests.Mail;

/// <summary>An outbox of its own and dispatchers on it, with a clock that stands still.</summary>
internal sealed class Post : IAsyncDisposable
{
    internal const string Token = "a-token-that-nobody-may-read-0123456789";

    private static int _count;

    private readonly NpgsqlDataSource _source;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MailSignal _signal = new();

    private Post(ApiDatabase database)
    {
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        Database = database;
        _source = NpgsqlDataSource.Create(database.ConnectionString);
    }

    internal ApiDatabase Database { get; }

    internal ManualTime Time { get; } = new();

    internal LogCollector Logs { get; } = new();

    internal IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    internal MailSettings Settings { get; init; } = new(
        MailProvider.Outbox,
        new MailAddress("no-reply@example.org", "FamilyCart"),
        new Uri("https://cart.example.org"),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(30),
        Batch: 20,
        Concurrency: 4,
        Smtp: null,
        Brevo: null);

    internal static async Task<Post> OpenAsync(ApiFixture fixture, Func<MailSettings, MailSettings>? change = null)
    {
        var database = await ApiDatabase.CreateAsync(fixture.Postgres, $"post{Interlocked.Increment(ref _count)}");
        var post = new Post(database);
        return change is null ? post : new Post(database) { Settings = change(post.Settings) };
    }

    internal static VerifyLetter Letter(ManualTime time, string to = "ann@example.org") =>
        new(to, "Ann", Token, time.GetUtcNow().AddHours(24));

    /// <summary>Another sender on the same outbox, as the other slot is.</summary>
    internal MailDispatcher NewDispatcher(IMailTransport transport, Func<double>? random = null)
    {
        var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        return new MailDispatcher(
            new MailStore(_source, Time),
            new MailRenderer(new MailTemplates(), Settings),
            transport,
            Settings,
            new MailBackoff(random ?? (() => 1)),
            new MailMetrics(Meters),
            Time,
            factory.CreateLogger<MailDispatcher>());
    }

    internal Task<bool> SendAsync(IMailTransport transport) =>
        NewDispatcher(transport).SendDueAsync(CancellationToken.None, CancellationToken.None);

    internal Task AddAsync(string to = "ann@example.org") => AddAsync(Letter(Time, to));

    internal async Task AddAsync(Letter letter)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await new MailOutbox(Time, _signal).AddAsync(connection, letter, CancellationToken.None);
    }

    /// <summary>Reads one column of the only letter.</summary>
    internal Task<T> ReadAsync<T>(string column) => Database.ReadAsync<T>($"select {column} from mail_message");

    public async ValueTask DisposeAsync()
    {
        _signal.Dispose();
        await _services.DisposeAsync();
        await _source.DisposeAsync();
        await Database.DisposeAsync();
    }
}
