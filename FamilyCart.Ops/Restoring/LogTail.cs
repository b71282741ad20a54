namespace FamilyCart.Ops.Restoring;

/// <summary>The last lines of a server's log. Any thread may add.</summary>
internal sealed class LogTail
{
    private const int Size = 50;

    private readonly Queue<string> _lines = new();
    private readonly Lock _turn = new();

    /// <summary>Adds a line; null ends nothing.</summary>
    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_turn)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Size)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <summary>Why it ended, in its own words: the first of the worst lines, or the last line.</summary>
    public string Reason
    {
        get
        {
            lock (_turn)
            {
                var worst = _lines.FirstOrDefault(line => line.Contains("PANIC:", StringComparison.Ordinal))
                    ?? _lines.FirstOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) && !line.Contains("starting up", StringComparison.Ordinal) && !line.Contains("not accepting", StringComparison.Ordinal))
                    ?? _lines.LastOrDefault()
                    ?? "it ended without a word";
                var start = worst.IndexOf("FATAL:", StringComparison.Ordinal);
                return (start < 0 ? worst : worst[(start + "FATAL:".Length)..]).Trim();
            }
        }
    }
}
