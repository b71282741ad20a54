using FamilyCart.ServiceDefaults.Configuration;
using FamilyCart.ServiceDefaults.Secrets;
using Npgsql;

namespace FamilyCart.Ops.Settings;

/// <summary>Settings of section <c>Backup</c>.</summary>
/// <param name="Folder">Absolute; holds repository, dumps, work and state. The server archives into it. Required.</param>
/// <param name="DataFolder">Absolute; the living server's own. It is read, never written. Required.</param>
/// <param name="Programs">Absolute; <c>postgres</c>, <c>pg_dump</c> and the others of the server's major version. Required.</param>
/// <param name="Account">Whom the server runs as where this program is root; null for oneself. Default <c>postgres</c>.</param>
/// <param name="Connection">The role <c>backup</c> on the living server. Required, as <c>ConnectionStrings:backup</c>.</param>
/// <param name="EncryptionKey">Encrypts what is kept, 12 characters or more; null keeps it as it is. Also in a file, <c>EncryptionKeyFile</c>, of which an empty one is none.</param>
/// <param name="Copy">Where a second copy goes; null for none.</param>
/// <param name="Priority">Of base backups that nothing waits for. Default <see cref="BackupPriority.Idle"/>.</param>
/// <param name="Retention">How long every moment can be restored, 1 to 365 days. Default 14 days.</param>
/// <param name="Schedule">When what is done.</param>
/// <param name="Drill">What a drill may need.</param>
internal sealed record BackupSettings(
    string Folder,
    string DataFolder,
    string Programs,
    string? Account,
    ServerLogin Connection,
    string? EncryptionKey,
    CopySettings? Copy,
    BackupPriority Priority,
    TimeSpan Retention,
    ScheduleSettings Schedule,
    DrillSettings Drill)
{
    internal const string Section = "Backup";
    internal const string ConnectionName = "backup";
    internal const string ConnectionKey = $"ConnectionStrings:{ConnectionName}";

    private const string KeyFile = "EncryptionKeyFile";
    private const int ShortestKey = 12;

    /// <summary>Without connection and key.</summary>
    public override string ToString() => nameof(BackupSettings);

    /// <param name="reader">Section <see cref="Section"/>.</param>
    /// <param name="connectionString">Of the role <c>backup</c>, as it is at the start.</param>
    /// <param name="secrets">Those that settings refer to.</param>
    internal static BackupSettings Read(SettingReader reader, string? connectionString, LiveSecrets secrets) => new(
        Path(reader, nameof(Folder), "/var/lib/familycart/backup", isRequired: true)!,
        Path(reader, nameof(DataFolder), "/var/lib/postgresql/data", isRequired: true)!,
        Path(reader, nameof(Programs), "/usr/lib/postgresql/15/bin", isRequired: true)!,
        reader.Text(nameof(Account)) ?? "postgres",
        ServerLogin.Following(ReadConnection(reader, connectionString), secrets, ConnectionKey),
        ReadKey(reader),
        CopySettings.Read(reader),
        ReadPriority(reader),
        reader.Duration(nameof(Retention), TimeSpan.FromDays(14), TimeSpan.FromDays(1), TimeSpan.FromDays(365)),
        ScheduleSettings.Read(reader),
        DrillSettings.Read(reader));

    /// <summary>An absolute path.</summary>
    internal static string? Path(SettingReader reader, string key, string example, bool isRequired)
    {
        if (reader.Text(key) is not { } path)
        {
            if (isRequired)
            {
                reader.AddFault(key, "is missing", $"name it, for example {example}");
            }

            return isRequired ? example : null;
        }

        // The one is a separator in pgBackRest's file, the other ends its line.
        if (!System.IO.Path.IsPathFullyQualified(path) || path.AsSpan().ContainsAny("\n'"))
        {
            reader.AddFault(key, path, "an absolute path without quotes", example);
        }

        return System.IO.Path.TrimEndingDirectorySeparator(path);
    }

    private static NpgsqlConnectionStringBuilder ReadConnection(SettingReader reader, string? connectionString)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(connectionString ?? "");
            if (connection is { Host.Length: > 0, Username.Length: > 0, Database.Length: > 0 })
            {
                return connection;
            }
        }
        catch (ArgumentException)
        {
            // Its text may hold the password.
        }

        reader.AddFault("Connection", $"is not given by ConnectionStrings:{ConnectionName}", "set host, database, user and password of the role backup");
        return new NpgsqlConnectionStringBuilder();
    }

    private static BackupPriority ReadPriority(SettingReader reader)
    {
        switch (reader.Text(nameof(Priority))?.ToLowerInvariant())
        {
            case null or "idle":
                return BackupPriority.Idle;
            case "low":
                return BackupPriority.Low;
            default:
                reader.AddFault(nameof(Priority), reader.Text(nameof(Priority))!, "idle or low", "idle");
                return BackupPriority.Idle;
        }
    }

    private static string? ReadKey(SettingReader reader)
    {
        var key = reader.Text(nameof(EncryptionKey)) ?? ReadKeyFile(reader);
        if (key is not null && (key.Length < ShortestKey || key.AsSpan().ContainsAny("\n=#")))
        {
            reader.AddFault(nameof(EncryptionKey), "is too short or has signs that cannot be used", $"take {ShortestKey} letters and digits or more");
        }

        return key;
    }

    // Not a reference to a secret: one that nobody wrote would be a fault.
    private static string? ReadKeyFile(SettingReader reader)
    {
        if (Path(reader, KeyFile, "/run/secrets/backup-encryption-key", isRequired: false) is not { } path)
        {
            return null;
        }

        var file = SecretFile.Read(System.IO.Path.GetDirectoryName(path) ?? "/", System.IO.Path.GetFileName(path));
        if (file.Fault is { } fault)
        {
            reader.AddFault(KeyFile, $"names {path}, which {fault.Problem}", fault.Remedy);
        }

        return file.Text is { Length: > 0 } key ? key : null;
    }
}
