namespace FamilyCart.RunnerManager.Health;

/// <summary>The machine's TCP connections, as <c>/proc/net</c> lists them.</summary>
internal static class Connections
{
    private const int State = 3;
    private const int Inode = 9;
    private const string IsEstablished = "01";

    private static readonly string[] s_tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The inodes of the sockets of all that are established.</summary>
    public static IReadOnlySet<string> Established() =>
        s_tables
            .Where(File.Exists)
            .SelectMany(path => File.ReadLines(path).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > Inode && words[State] == IsEstablished)
            .Select(words => words[Inode])
            .ToHashSet(StringComparer.Ordinal);
}
