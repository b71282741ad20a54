using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace DrillBench.Watching;

/// <summary>An alert as somebody hears of it.</summary>
/// <param name="Receiver">Who: page, mend or note.</param>
/// <param name="Name">Its name.</param>
/// <param name="Key">Its labels, which tell it from others of the name.</param>
internal sealed record Heard(string Receiver, string Name, string Key);

/// <summary>What Alertmanager's receivers call, and what it has told so far.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<Heard, long> _firing = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Receiver(int port)
    {
        _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _listener.Start();
        _ = ListenAsync();
    }

    /// <summary>What fires now, and when it was first heard of (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    public IReadOnlyDictionary<Heard, long> Firing
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<Heard, long>(_firing);
            }
        }
    }

    /// <summary>Waits until what fires is as wanted.</summary>
    /// <returns>Whether it became so within the limit.</returns>
    public async Task<bool> UntilAsync(Predicate<IReadOnlyDictionary<Heard, long>> isWanted, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(limit);
        while (true)
        {
            Task news;
            lock (_lock)
            {
                news = _news.Task;
            }

            if (isWanted(Firing))
            {
                return true;
            }

            try
            {
                await news.WaitAsync(late.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return isWanted(Firing);
            }
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var told = await JsonDocument.ParseAsync(context.Request.InputStream);
                Hear(context.Request.Url!.AbsolutePath.Trim('/'), told.RootElement);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The drill is over.
        }
    }

    private void Hear(string receiver, JsonElement told)
    {
        lock (_lock)
        {
            foreach (var alert in told.GetProperty("alerts").EnumerateArray())
            {
                var labels = alert.GetProperty("labels");
                var heard = new Heard(receiver, labels.GetProperty("alertname").GetString()!, labels.ToString());
                if (alert.GetProperty("status").GetString() == "firing")
                {
                    _firing.TryAdd(heard, Stopwatch.GetTimestamp());
                }
                else
                {
                    _firing.Remove(heard);
                }
            }

            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
