using System.Globalization;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>What <c>/proc</c> says of processes. One that ends meanwhile is as one that is not there.</summary>
internal static class ProcessTable
{
    private const int StateField = 0;
    private const int SessionField = 3;
    private const int StartField = 19;
    private const string Deleted = " (deleted)";

    /// <summary>Whether that very process runs: ids are used again, start times are not.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="start">When it was started, in ticks.</param>
    public static bool Runs(int id, string start) => Fields(id) is { } fields && fields[StartField] == start && fields[StateField] is not ("Z" or "X");

    /// <summary>Whether it was stopped, by a signal or a debugger.</summary>
    public static bool StandsStill(int id) => Fields(id) is { } fields && fields[StateField] is ("T" or "t");

    /// <summary>All processes with that user id.</summary>
    public static IEnumerable<int> OfUser(int userId) =>
        All().Where(id => IsOf(id, userId) && Fields(id) is { } fields && fields[StateField] is not ("Z" or "X"));

    /// <summary>All processes of a session that run; none when its id has become another's.</summary>
    /// <param name="session">The id of the process that began it.</param>
    /// <param name="start">When that one was started, in ticks.</param>
    public static IEnumerable<int> OfSession(string session, string start) =>
        Fields(int.Parse(session, CultureInfo.InvariantCulture)) is { } leader && leader[StartField] != start
            ? []
            : All().Where(id => Fields(id) is { } fields && fields[SessionField] == session && fields[StateField] is not ("Z" or "X"));

    /// <summary>All processes of this very user that were started with one of these words.</summary>
    public static IEnumerable<int> OfOursWith(params string[] words) =>
        All().Where(id => Read($"/proc/{id}/cmdline") is { } command && command.Split('\0').Intersect(words).Any() && IsOf(id, NativeMethods.EffectiveUserId()));

    /// <summary>All processes whose program lies below that folder.</summary>
    public static IEnumerable<int> Below(string folder) =>
        All().Where(id => Program(id)?.StartsWith(folder + "/", StringComparison.Ordinal) ?? false);

    /// <summary>Whether any process runs that program.</summary>
    public static bool AnyOf(string program) => All().Any(id => Program(id) == program);

    /// <summary>Whether a process runs a program of that name, in whatever folder, also when its file was deleted meanwhile.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="program">The file's name.</param>
    public static bool IsProgram(int id, string program) => Path.GetFileName(Program(id)) is { } name && (name == program || name == program + Deleted);

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0);

    private static bool IsOf(int id, int userId) => Read($"/proc/{id}/status") is { } status && status.Contains($"\nUid:\t{userId}\t", StringComparison.Ordinal);

    // The second field is the name in parentheses, which may hold blanks and parentheses itself.
    private static string[]? Fields(int id) => Read($"/proc/{id}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Program(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/exe").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
