using System.Globalization;

namespace FamilyCart.AppHost.Tests.Support;

/// <summary>The orchestrators that watch this process; tests of this collection have one at a time.</summary>
internal static class OrchestratorProcess
{
    /// <summary>Ids of those that run.</summary>
    public static IReadOnlyList<int> Running() =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), out _)
           let words = Words(folder)
           where words.Contains("start-apiserver") && words.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
           select int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture),
    ];

    /// <summary>Waits until none runs but these: one that was asked to end is a process for a moment more.</summary>
    public static async Task UntilGoneAsync(IReadOnlyList<int> others, TimeSpan limit)
    {
        var left = Running().Except(others).ToList();
        for (var end = DateTime.UtcNow + limit; left.Count > 0 && DateTime.UtcNow < end; left = [.. Running().Except(others)])
        {
            await Task.Delay(50);
        }

        Assert.Empty(left);
    }

    private static string[] Words(string folder)
    {
        try
        {
            return File.ReadAllText($"{folder}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return [];
        }
    }
}
