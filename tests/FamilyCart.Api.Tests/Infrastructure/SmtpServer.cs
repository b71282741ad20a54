using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>What a mail server does to a letter.</summary>
public enum SmtpManner
{
    Accept,
    RefuseRecipient,
    DeferRecipient,
    RefuseLogIn,
    StallAtOnce,
    StallAfterData,
    DropAfterData,
}

/// <summary>A mail server on loopback that remembers what it was given, and can behave badly.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SmtpEnvelope> _envelopes = new();
    private readonly SemaphoreSlim _received = new(0);
    private readonly SemaphoreSlim _connected = new(0);
    private readonly X509Certificate2? _certificate;
    private readonly Task _running;

    internal SmtpServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _running = RunAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets or sets what is done to letters from now on.</summary>
    internal SmtpManner Manner { get; set; }

    /// <summary>Gets everything that was given up to the end of DATA, also what was answered badly.</summary>
    internal IReadOnlyCollection<SmtpEnvelope> Envelopes => _envelopes;

    /// <summary>Gets every command line, without what AUTH says.</summary>
    internal ConcurrentQueue<string> Commands { get; } = new();

    /// <summary>Waits for the next letter.</summary>
    internal async Task ReceivedAsync() => Assert.True(await _received.WaitAsync(_limit), "No letter came.");

    /// <summary>Waits for the next connection.</summary>
    internal async Task ConnectedAsync() => Assert.True(await _connected.WaitAsync(_limit), "Nobody connected.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running;
        _stop.Dispose();
        _received.Dispose();
        _connected.Dispose();
    }

    private async Task RunAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                conversations.Add(TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }

        await Task.WhenAll(conversations);
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await new Conversation(this, client.GetStream()).RunAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
        }
    }

    private sealed class Conversation(SmtpServer server, Stream stream)
    {
        private Stream _stream = stream;
        private string _from = "";
        private string _to = "";

        internal async Task RunAsync(CancellationToken stop)
        {
            server._connected.Release();
            if (server.Manner == SmtpManner.StallAtOnce)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }

            await SayAsync("220 test ESMTP", stop);
            while (await ReadLineAsync(stop) is { } line)
            {
                server.Commands.Enqueue(line);
                if (!await AnswerAsync(line, stop))
                {
                    return;
                }
            }
        }

        private async Task<bool> AnswerAsync(string line, CancellationToken stop)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync("250-test", stop);
                    if (server._certificate is not null && _stream is not SslStream)
                    {
                        await SayAsync("250-STARTTLS", stop);
                    }

                    await SayAsync("250 AUTH LOGIN", stop);
                    return true;
                case "STARTTLS":
                    await SayAsync("220 go ahead", stop);
                    var encrypted = new SslStream(_stream);
                    await encrypted.AuthenticateAsServerAsync(server._certificate!);
                    _stream = encrypted;
                    return true;
                case "AUTH":
                    await AuthenticateAsync(line, stop);
                    return true;
                case "MAIL":
                    _from = line;
                    await SayAsync(server.Manner == SmtpManner.RefuseLogIn ? "530 5.7.0 log in first" : "250 ok", stop);
                    return true;
                case "RCPT":
                    _to = line;
                    await SayAsync(
                        server.Manner switch
                        {
                            SmtpManner.RefuseRecipient => "550 5.1.1 nobody here of that name",
                            SmtpManner.DeferRecipient => "451 4.3.0 later",
                            _ => "250 ok",
                        },
                        stop);
                    return true;
                case "DATA":
                    return await TakeAsync(stop);
                case "QUIT":
                    await SayAsync("221 bye", stop);
                    return false;
                default:
                    await SayAsync("250 ok", stop);
                    return true;
            }
        }

        private async Task AuthenticateAsync(string line, CancellationToken stop)
        {
            if (line.Split(' ').Length < 3)
            {
                await SayAsync("334 VXNlcm5hbWU6", stop);
                await ReadLineAsync(stop);
            }

            await SayAsync("334 UGFzc3dvcmQ6", stop);
            await ReadLineAsync(stop);
            await SayAsync(server.Manner == SmtpManner.RefuseLogIn ? "535 5.7.8 wrong" : "235 welcome", stop);
        }

        private async Task<bool> TakeAsync(CancellationToken stop)
        {
            await SayAsync("354 go on", stop);
            var data = new StringBuilder();
            while (await ReadLineAsync(stop) is { } line && line != ".")
            {
                data.Append(line.StartsWith('.') ? line[1..] : line).Append('\n');
            }

            server._envelopes.Enqueue(new SmtpEnvelope(_from, _to, data.ToString()));
            server._received.Release();
            switch (server.Manner)
            {
                case SmtpManner.DropAfterData:
                    return false;
                case SmtpManner.StallAfterData:
                    await Task.Delay(Timeout.InfiniteTimeSpan, stop);
                    return false;
                default:
                    await SayAsync("250 taken", stop);
                    return true;
            }
        }

        private async Task SayAsync(string line, CancellationToken stop) =>
            await _stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), stop);

        private async Task<string?> ReadLineAsync(CancellationToken stop)
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await _stream.ReadAsync(one, stop) == 1)
            {
                if (one[0] == '\n')
                {
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                }

                line.Add(one[0]);
            }

            return null;
        }
    }
}
