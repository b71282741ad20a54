namespace FamilyCart.RunnerManager.Health;

/// <summary>TCP connections, as <c>/proc/net</c> lists them.</summary>
internal static class Connections
{
    private const int State = 3;
    private const int Inode = 9;
    private const string IsEstablished = "01";

    private static readonly string[] s_tables = ["tcp", "tcp6"];

    /// <summary>The inodes of the sockets of all that are established.</summary>
    /// <param name="folder">The network's folder: the machine's own, or that of a process with another network.</param>
    /// <exception cref="IOException">The process has ended.</exception>
    public static IReadOnlySet<string> Established(string folder = "/proc/net") =>
        s_tables
            .Select(table => Path.Combine(folder, table))
            .Where(File.Exists)
            .SelectMany(path => File.ReadLines(path).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > Inode && words[State] == IsEstablished)
            .Select(words => words[Inode])
            .ToHashSet(StringComparer.Ordinal);
}
