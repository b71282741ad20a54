using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>The network between a manager and its database, which can be cut: nothing comes through, and nobody is told.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<Task, Line> _lines = new();
    private readonly Task _accepting;
    private TaskCompletionSource _open = Opened();

    public TcpProxy(int targetPort)
    {
        TargetPort = targetPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Gets or sets where new connections lead, on this machine.</summary>
    public int TargetPort { get; set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets new connections through; those that were cut break.</summary>
    public void Mend()
    {
        var old = _lines.Values.ToList();
        old.ForEach(line => line.Break());
        _open.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        Mend();
        await _accepting;
        await Task.WhenAll(_lines.Keys);
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var line = new Line(await _listener.AcceptSocketAsync(_over.Token), new Socket(SocketType.Stream, ProtocolType.Tcp));
                var pumping = PumpAsync(line);
                _lines[pumping] = line;
                _ = pumping.ContinueWith(task => _lines.TryRemove(task, out _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task PumpAsync(Line line)
    {
        using (line)
        {
            try
            {
                await _open.Task.WaitAsync(_over.Token);
                await line.Server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, TargetPort), _over.Token);
                await Task.WhenAny(CopyAsync(line.Client, line.Server), CopyAsync(line.Server, line.Client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // One of the two has gone.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _over.Token) is var count and > 0)
            {
                // What was on its way when the line was cut is lost.
                await _open.Task.WaitAsync(_over.Token);
                await to.SendAsync(buffer.AsMemory(0, count), _over.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the two has gone.
        }
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private sealed record Line(Socket Client, Socket Server) : IDisposable
    {
        public void Break() => Dispose();

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
