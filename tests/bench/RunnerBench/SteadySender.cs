using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RunnerBench;

/// <summary>
/// Sends HTTP/1.1 requests that are prepared as bytes at a fixed rate whatever the answers, each over a connection that awaits no answer.
/// A thread of its own sends, since a general client on shared threads is itself late by milliseconds, which would count as the server's.
/// </summary>
internal sealed class SteadySender : IDisposable
{
    private static readonly byte[] s_endOfHead = "\r\n\r\n"u8.ToArray();
    private readonly BlockingCollection<Socket> _idle = new(new ConcurrentStack<Socket>());
    private readonly List<Socket> _all = [];

    internal SteadySender(Uri address, int connections)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, address.Port);
        for (var number = 0; number < connections; number++)
        {
            var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _all.Add(socket);
            socket.Connect(endpoint);
            _idle.Add(socket);
        }
    }

    /// <returns>Of each request the milliseconds from when it was due until its answer was there.</returns>
    /// <exception cref="InvalidOperationException">An answer had another status than <paramref name="expected"/>, or a body.</exception>
    internal async Task<IReadOnlyCollection<double>> SendAsync(
        IReadOnlyList<byte[]> requests, int rate, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        var answers = new Task<double>[requests.Count];
        await Task.Factory.StartNew(() => Send(requests, rate, expected, answers, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await Task.WhenAll(answers);
    }

    public void Dispose()
    {
        _all.ForEach(socket => socket.Dispose());
        _idle.Dispose();
    }

    private void Send(IReadOnlyList<byte[]> requests, int rate, HttpStatusCode expected, Task<double>[] answers, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var number = 0; number < requests.Count; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / rate);
            while (Stopwatch.GetElapsedTime(began) < due)
            {
                Thread.Sleep(1);
            }

            var socket = _idle.Take(cancellationToken);
            socket.Send(requests[number]);
            answers[number] = AnswerAsync(socket, expected, began, due, cancellationToken);
        }
    }

    private async Task<double> AnswerAsync(Socket socket, HttpStatusCode expected, long began, TimeSpan due, CancellationToken cancellationToken)
    {
        var head = new byte[1024];
        var length = 0;
        while (!head.AsSpan(0, length).EndsWith(s_endOfHead))
        {
            var read = await socket.ReceiveAsync(head.AsMemory(length), cancellationToken);
            length += read > 0 ? read : throw new InvalidOperationException("The server closed a connection, or answered with more than a head.");
        }

        var took = Stopwatch.GetElapsedTime(began) - due;
        var text = Encoding.ASCII.GetString(head, 0, length);
        if (!text.StartsWith($"HTTP/1.1 {(int)expected} ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"A request was answered with: {text}");
        }

        _idle.Add(socket, cancellationToken);
        return took.TotalMilliseconds;
    }
}
