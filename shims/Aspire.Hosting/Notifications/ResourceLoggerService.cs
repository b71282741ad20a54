namespace Aspire.Hosting.ApplicationModel;

public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>The console of every resource: what it writes, and what the AppHost says of it.</summary>
public class ResourceLoggerService
{
    private readonly ConcurrentDictionary<string, ResourceConsole> _consoles = new(StringComparer.OrdinalIgnoreCase);

    public ILogger GetLogger(IResource resource) => Console(resource.Name);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    /// <summary>What has been written so far, then what follows; ends by cancellation, or when the console is completed.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var console = Console(resourceName);
        var channel = console.Open(out var backlog);
        try
        {
            if (backlog.Count > 0)
            {
                yield return backlog;
            }

            await foreach (var line in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return [line];
            }
        }
        finally
        {
            console.Close(channel);
        }
    }

    /// <summary>What has been written so far; the last 10,000 lines.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        var console = Console(resourceName);
        console.Close(console.Open(out var backlog));
        await Task.CompletedTask.ConfigureAwait(false);
        yield return backlog;
    }

    internal ResourceConsole Console(string resourceName) => _consoles.GetOrAdd(resourceName, _ => new ResourceConsole());
}

internal sealed class ResourceConsole : ILogger
{
    private const int Kept = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new();
    private readonly List<Channel<LogLine>> _watchers = [];
    private int _count;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => Write(formatter(state, exception) + (exception is null ? "" : $"{Environment.NewLine}{exception}"), logLevel >= LogLevel.Error);

    public void Write(string content, bool isError)
    {
        lock (_gate)
        {
            var line = new LogLine(++_count, content, isError);
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }

            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    public Channel<LogLine> Open(out IReadOnlyList<LogLine> backlog)
    {
        var channel = Channel.CreateUnbounded<LogLine>();
        lock (_gate)
        {
            backlog = [.. _lines];
            _watchers.Add(channel);
        }

        return channel;
    }

    public void Close(Channel<LogLine> channel)
    {
        lock (_gate)
        {
            _watchers.Remove(channel);
        }
    }
}
