using Aspire.DashboardService.Proto.V1;

namespace Aspire.Hosting.Dashboard.ResourceService;

/// <summary>A console on its way to one dashboard. Where that reads too slowly the oldest lines are left out; line numbers show it.</summary>
internal sealed class ConsoleLines
{
    public const int Kept = 10_000;

    // The dashboard takes messages of up to 4 MB.
    private const int BatchCharacters = 1_000_000;
    private const int BatchLines = 1_000;

    private readonly Channel<LogLine> _pending = Channel.CreateBounded<LogLine>(
        new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true, SingleWriter = true });

    // Read already, and did not fit into the message before.
    private LogLine? _left;

    /// <summary>Takes in every line until the console ends or this is cancelled.</summary>
    public async Task FollowAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> console, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var lines in console.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                foreach (var line in lines)
                {
                    _pending.Writer.TryWrite(line);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The dashboard shows another console now, or the application stops.
        }
        finally
        {
            _pending.Writer.TryComplete();
        }
    }

    /// <returns>The next lines that fit into one message; null after the last one.</returns>
    public async Task<WatchResourceConsoleLogsUpdate?> NextAsync(CancellationToken cancellationToken)
    {
        if (_left is null && !await _pending.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var update = new WatchResourceConsoleLogsUpdate();
        for (var room = BatchCharacters; update.LogLines.Count < BatchLines && TryRead(out var line);)
        {
            var text = line.Content.Length > BatchCharacters ? line.Content[..BatchCharacters] : line.Content;
            room -= text.Length;
            if (room < 0)
            {
                _left = line;
                break;
            }

            update.LogLines.Add(new ConsoleLogLine { LineNumber = line.LineNumber, Text = text, IsStdErr = line.IsErrorMessage });
        }

        return update;
    }

    private bool TryRead(out LogLine line)
    {
        var left = _left;
        _left = null;
        line = left.GetValueOrDefault();
        return left is not null || _pending.Reader.TryRead(out line);
    }
}
