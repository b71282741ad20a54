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
