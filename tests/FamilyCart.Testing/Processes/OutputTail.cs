namespace FamilyCart.Testing.Processes;

/// <summary>The last 50 lines that a process wrote.</summary>
internal sealed class OutputTail
{
    private const int Limit = 50;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join(Environment.NewLine, _lines);
        }
    }

    internal string Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Limit)
            {
                _lines.Dequeue();
            }
        }

        return line;
    }
}
