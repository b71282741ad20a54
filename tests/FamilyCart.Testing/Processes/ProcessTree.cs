using System.Globalization;

namespace FamilyCart.Testing.Processes;

/// <summary>The children of a process, which outlive it for a moment when it is killed.</summary>
internal static class ProcessTree
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The numbers of a process's children.</summary>
    internal static IReadOnlyList<int> Below(int processId) =>
    [
        .. File.ReadAllText($"/proc/{processId}/task/{processId}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Returns once none of them is alive.</summary>
    /// <exception cref="TimeoutException">One was after 120 s.</exception>
    internal static async Task UntilGoneAsync(IReadOnlyList<int> processIds)
    {
        for (var end = DateTime.UtcNow + _limit; processIds.Any(IsAlive); await Task.Delay(_pause))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"One of the processes {string.Join(", ", processIds)} was still there after {_limit.TotalSeconds:0} s.");
            }
        }
    }

    // The state comes after the name, which is in brackets. Nobody may have asked yet how a dead one ended.
    private static bool IsAlive(int processId)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{processId}/stat");
            return status[(status.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
