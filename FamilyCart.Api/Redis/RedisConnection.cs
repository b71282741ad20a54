using System.Net.Sockets;
using FamilyCart.ServiceDefaults.Secrets;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FamilyCart.Api.Redis;

/// <summary>
/// The one place that knows the Redis client. It connects in the background, comes back by itself, says so once each time, and
/// never throws at its callers for Redis being away. Written for versions 1.2.6 and 2.x of the client alike.
/// </summary>
internal sealed partial class RedisConnection(
    IOptions<RedisOptions> options, IConfiguration configuration, LiveSecrets secrets, TimeProvider time, ILogger<RedisConnection> logger)
    : IAsyncDisposable
{
    private const int ConnectTimeoutMilliseconds = 2000;
    private const int ReconnectMilliseconds = 1000;
    private const int KeepAliveSeconds = 10;

    private static readonly TimeSpan _answerLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private volatile ConnectionMultiplexer? _multiplexer;
    private int _isAway;

    private string ConnectionString =>
        secrets.ValuesOf($"ConnectionStrings:{RedisOptions.ConnectionName}") is [var current, ..] ? current : options.Value.ConnectionString;

    private bool IsConnected => _multiplexer is { IsConnected: true };

    /// <summary>
    /// Connects and calls back with every message of the channel, also after Redis was away; those sent meanwhile do not come. With a
    /// password that changes it connects anew, and messages of that moment come twice. Runs until it is cancelled.
    /// </summary>
    internal async Task ListenAsync(string channel, Action<byte[]> receive, CancellationToken cancellationToken)
    {
        var connected = "";
        while (true)
        {
            // The client keeps the password that it was made with, whatever has changed since.
            var wanted = ConnectionString;
            if (wanted != connected && await TryListenAsync(wanted, channel, receive, cancellationToken))
            {
                connected = wanted;
            }

            await Task.Delay(_pause, time, cancellationToken);
        }
    }

    /// <summary>Sends a message to all subscribers; false when Redis did not take it within 2 s.</summary>
    internal async Task<bool> PublishAsync(string channel, byte[] message, CancellationToken cancellationToken) =>
        IsConnected && await AnswersAsync(_multiplexer!.GetSubscriber().PublishAsync(Literal(channel), message), cancellationToken);

    /// <summary>Whether Redis answers a ping within 2 s.</summary>
    internal async Task<bool> PingAsync(CancellationToken cancellationToken) =>
        IsConnected && await AnswersAsync(_multiplexer!.GetDatabase().PingAsync(), cancellationToken);

    /// <summary>Returns the text stored under the key; null when there is none or Redis did not give it within 2 s.</summary>
    internal async Task<string?> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (!IsConnected)
        {
            return null;
        }

        var answer = _multiplexer!.GetDatabase().StringGetAsync(key);
        return await AnswersAsync(answer, cancellationToken) ? (string?)await answer : null;
    }

    /// <summary>Stores a text under the key for so long; false when Redis did not take it within 2 s.</summary>
    internal async Task<bool> SetAsync(string key, string value, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // All parameters, as the optional ones differ between the client's versions.
        TimeSpan? expiry = lifetime;
        return IsConnected && await AnswersAsync(
            _multiplexer!.GetDatabase().StringSetAsync(key, value, expiry, When.Always, CommandFlags.None), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is { } multiplexer)
        {
            await multiplexer.CloseAsync(allowCommandsToComplete: false);
            multiplexer.Dispose();
        }
    }

    private static RedisChannel Literal(string channel) => new(channel, RedisChannel.PatternMode.Literal);

    private static bool IsAbout(Exception exception) =>
        exception is RedisException or TimeoutException or ObjectDisposedException or IOException or SocketException;

    private async Task<bool> TryListenAsync(string connectionString, string channel, Action<byte[]> receive, CancellationToken cancellationToken)
    {
        var connecting = ConnectionMultiplexer.ConnectAsync(Configure(connectionString));
        try
        {
            var multiplexer = await connecting.WaitAsync(_startLimit, time, cancellationToken);
            if (_multiplexer is not null && !multiplexer.IsConnected)
            {
                // The one that works stays until there is a better one.
                await EndAsync(multiplexer);
                return false;
            }

            multiplexer.ConnectionFailed += (_, failure) => Tell(multiplexer, () => Left(failure.FailureType.ToString()));
            multiplexer.ConnectionRestored += (_, _) => Tell(multiplexer, CameBack);
            await multiplexer.GetSubscriber()
                .SubscribeAsync(Literal(channel), (_, message) => receive((byte[]?)message ?? []))
                .WaitAsync(_startLimit, time, cancellationToken);
            var before = Interlocked.Exchange(ref _multiplexer, multiplexer);
            Tell(multiplexer);
            if (before is not null)
            {
                LogReplaced();
                await EndAsync(before);
            }

            return true;
        }
        catch (Exception exception) when (IsAbout(exception) || exception is OperationCanceledException)
        {
            // One that would subscribe late would receive everything twice.
            _ = GiveUpAsync(connecting);
            cancellationToken.ThrowIfCancellationRequested();
            if (_multiplexer is null)
            {
                Left(exception.GetType().Name);
            }

            return false;
        }
    }

    private static async Task EndAsync(ConnectionMultiplexer multiplexer)
    {
        await multiplexer.CloseAsync(allowCommandsToComplete: true);
        multiplexer.Dispose();
    }

    private static async Task GiveUpAsync(Task<ConnectionMultiplexer> connecting)
    {
        try
        {
            (await connecting).Dispose();
        }
        catch (Exception exception) when (IsAbout(exception))
        {
            // It never connected, and nobody waits for it any more.
        }
    }

    private ConfigurationOptions Configure(string connectionString)
    {
        var client = ConfigurationOptions.Parse(connectionString);
        client.AbortOnConnectFail = false;
        client.ConnectTimeout = ConnectTimeoutMilliseconds;
        client.KeepAlive = KeepAliveSeconds;
        client.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);
        client.ClientName = configuration["Api:Slot"] is { Length: > 0 } slot ? $"familycart-api-{slot}" : "familycart-api";
        return client;
    }

    private async Task<bool> AnswersAsync(Task answer, CancellationToken cancellationToken)
    {
        try
        {
            await answer.WaitAsync(_answerLimit, time, cancellationToken);
            return true;
        }
        catch (Exception exception) when (IsAbout(exception))
        {
            return false;
        }
    }

    // One that another has taken the place of goes without a word.
    private void Tell(ConnectionMultiplexer multiplexer, Action say)
    {
        if (_multiplexer is not { } current || current == multiplexer)
        {
            say();
        }
    }

    private void Tell(ConnectionMultiplexer multiplexer)
    {
        if (!multiplexer.IsConnected)
        {
            Left(nameof(ConnectionFailureType.UnableToConnect));
        }

        // Asked again: one that connected between the first question and Left has raised its event already, to nobody.
        if (multiplexer.IsConnected)
        {
            CameBack();
        }
    }

    private void Left(string cause)
    {
        if (Interlocked.Exchange(ref _isAway, 1) == 0)
        {
            LogLeft(cause);
        }
    }

    private void CameBack()
    {
        if (Interlocked.Exchange(ref _isAway, 0) == 1)
        {
            LogCameBack();
        }
    }
}
