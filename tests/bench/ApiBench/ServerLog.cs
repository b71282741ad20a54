namespace ApiBench;

/// <summary>Collects the database server's log while somebody wants to know what is sent there.</summary>
internal sealed class ServerLog
{
    private readonly Lock _lock = new();
    private List<string>? _lines;

    internal void Add(string line)
    {
        lock (_lock)
        {
            _lines?.Add(line);
        }
    }

    internal void Begin()
    {
        lock (_lock)
        {
            _lines = [];
        }
    }

    /// <summary>What has come so far.</summary>
    internal IReadOnlyList<string> Lines()
    {
        lock (_lock)
        {
            return [.. _lines ?? []];
        }
    }

    internal void End()
    {
        lock (_lock)
        {
            _lines = null;
        }
    }
}
