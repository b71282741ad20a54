using System.Globalization;
using System.Text;
using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Repository;

/// <summary>pgBackRest's own settings, as its file has them.</summary>
internal static class RepositoryConfiguration
{
    /// <summary>The name that pgBackRest has for this server.</summary>
    public const string Stanza = "uat";

    /// <summary>What PostgreSQL runs for each finished segment of its log: pgBackRest checks, compresses, encrypts and stores it.</summary>
    /// <param name="configuration">Path of the file.</param>
    public static string ArchiveCommand(string configuration) => $"pgbackrest --config={configuration} --stanza={Stanza} archive-push %p";

    /// <summary>Whether two files say the same of server and repositories, so that one goes on where the other ended.</summary>
    /// <param name="file">What <see cref="Write"/> gave, or an earlier version's.</param>
    /// <param name="other">Another such.</param>
    public static bool AreOfTheSame(string file, string other) => Settings(file).SequenceEqual(Settings(other));

    /// <summary>The file. It holds the key of the repository and that of the bucket.</summary>
    /// <param name="settings">What it says.</param>
    /// <param name="only">The one that it names, as the first; null for all that there are.</param>
    public static string Write(BackupSettings settings, BackupSource? only = null)
    {
        var folders = new BackupFolders(settings.Folder);
        var text = new StringBuilder("# Written by uat-backup at each start.\n[global]\n");
        var number = 0;
        if (only is not BackupSource.Copy)
        {
            AddRepository(text, ++number, folders.Repository, settings);
        }

        if (only is not BackupSource.Repository && settings.Copy is { } copy)
        {
            AddRepository(text, ++number, copy.Folder, settings);
            if (copy.Bucket is { } bucket)
            {
                AddBucket(text, number, bucket);
            }
        }

        // 1 GB of rows of text took 1.6 s of a processor at level 1, 2.5 s at the program's own, 3, and not more of the disk.
        return text.Append(CultureInfo.InvariantCulture, $"""
            compress-type=zst
            compress-level=1
            start-fast=y
            delta=y
            stop-auto=y
            archive-timeout=60
            archive-check=y
            log-level-file=off
            log-level-console=info
            log-level-stderr=error
            lock-path={folders.Locks}

            [{Stanza}]
            pg1-path={settings.DataFolder}
            pg1-port={settings.Connection.Port}
            pg1-user={settings.Connection.Username}
            pg1-database={settings.Connection.Database}

            """).ToString();
    }

    // How it compresses and what it logs is this program's own choice, and may be another version's tomorrow.
    private static IEnumerable<string> Settings(string file) =>
        file.Split('\n').Where(line => line.StartsWith("repo", StringComparison.Ordinal) || line.StartsWith("pg1-", StringComparison.Ordinal));

    private static void AddRepository(StringBuilder text, int number, string folder, BackupSettings settings)
    {
        // A server has a thousand files of a few kilobytes: written together, they need few requests of a bucket and few waits for a disk.
        // By time, a full backup goes once another is older than that: with one a week, two at least are there.
        text.Append(CultureInfo.InvariantCulture, $"""
            repo{number}-path={folder}
            repo{number}-bundle=y
            repo{number}-retention-full-type=time
            repo{number}-retention-full={(int)Math.Ceiling(settings.Retention.TotalDays)}

            """);
        if (settings.EncryptionKey is { } key)
        {
            text.Append(CultureInfo.InvariantCulture, $"repo{number}-cipher-type=aes-256-cbc\nrepo{number}-cipher-pass={key}\n");
        }
    }

    private static void AddBucket(StringBuilder text, int number, S3Bucket bucket) => text.Append(CultureInfo.InvariantCulture, $"""
        repo{number}-type=s3
        repo{number}-s3-bucket={bucket.Name}
        repo{number}-s3-endpoint={bucket.Endpoint}
        repo{number}-s3-region={bucket.Region}
        repo{number}-s3-uri-style=path
        repo{number}-s3-key={bucket.AccessKey}
        repo{number}-s3-key-secret={bucket.SecretKey}
        io-timeout={(int)Math.Ceiling(bucket.Timeout.TotalSeconds)}
        {(bucket.CertificateAuthority is { } authority ? $"repo{number}-storage-ca-file={authority}" : "# The store's certificate is of an authority that the system trusts.")}

        """);
}
