using System.Globalization;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>The server's configuration, from the one file that process and container share.</summary>
internal static class PostgresSettings
{
    private const string File = "postgresql.conf";

    /// <summary>The shared settings as name and value, quotes removed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Shared() =>
        from line in Template().Split('\n')
        where line.Length > 0 && line[0] != '#'
        let separator = line.IndexOf('=', StringComparison.Ordinal)
        select KeyValuePair.Create(line[..separator].Trim(), line[(separator + 1)..].Trim().Trim('\''));

    /// <summary>The whole file for a server that runs as a process: TCP on localhost only, no unix socket.</summary>
    /// <param name="port">Its TCP port.</param>
    /// <param name="archiveCommand">What is run for each finished segment of its log; null to keep none.</param>
    public static string ForProcess(int port, string? archiveCommand) =>
        Template() + string.Create(CultureInfo.InvariantCulture, $"""

            listen_addresses = 'localhost'
            port = {port}
            unix_socket_directories = ''

            """) + (archiveCommand is null ? "" : string.Concat(Archiving(archiveCommand).Select(setting => $"{setting.Key} = '{Quote(setting.Value)}'\n")));

    /// <summary>Settings of a server that keeps its log: a minute of work at most is in no archive yet.</summary>
    /// <param name="command">What is run for each finished segment.</param>
    public static IEnumerable<KeyValuePair<string, string>> Archiving(string command) =>
        [new("archive_mode", "on"), new("archive_timeout", "60"), new("archive_command", command)];

    /// <summary>Who may connect: passwords over loopback, nothing else.</summary>
    public const string HostBasedAuthentication = """
        # TYPE  DATABASE  USER  ADDRESS         METHOD
        host    all       all   127.0.0.1/32    scram-sha-256
        host    all       all   ::1/128         scram-sha-256

        """;

    private static string Quote(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);

    private static string Template() => EmbeddedText.Read(File);
}
