using System.Globalization;

namespace GatewayBench.Proxies;

/// <summary>A proxy as a process of its own, with a door of plain http and one of https, both in front of the same server.</summary>
internal abstract class Proxy : IAsyncDisposable
{
    // What the kernel counts in, on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    internal abstract string Name { get; }

    internal abstract Uri Plain { get; }

    internal abstract Uri Secure { get; }

    /// <summary>The first process; the others are below it.</summary>
    protected abstract int ProcessId { get; }

    /// <summary>What all its processes have used so far.</summary>
    internal TimeSpan ProcessorTime() => TimeSpan.FromSeconds(Family().Sum(Ticks) / TicksPerSecond);

    /// <summary>Private resident memory of all its processes in bytes: RssAnon and RssShmem, without mapped files, which processes share.</summary>
    internal long Memory() => Family().Sum(process => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024));

    public abstract ValueTask DisposeAsync();

    private IReadOnlyList<int> Family() =>
    [
        ProcessId,
        .. Directory.EnumerateDirectories($"/proc/{ProcessId}/task")
            .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    private static long Ticks(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
