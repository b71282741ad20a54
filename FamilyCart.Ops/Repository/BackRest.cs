using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Repository;

/// <summary>
/// Base backups, archived WAL and restores by pgBackRest, which has checksums, encryption, retention, locks and copies. It talks to the
/// server as the role <c>backup</c> and reads its data folder.
/// </summary>
internal sealed class BackRest(BackupSettings settings, ConfigurationOwner owner)
{
    private readonly BackRestProgram _program = new(settings);
    private readonly BackupFolders _folders = new(settings.Folder);
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    /// <summary>The log that repository and copy have.</summary>
    public RepositoryArchive Archive { get; } = new(settings);

    // The second one is the copy.
    private int Repositories => settings.Copy is null ? 1 : 2;

    /// <summary>Makes folders and files that pgBackRest and the server need. It can be repeated.</summary>
    /// <returns>Null when they are there; otherwise why these settings are not used: the server archives by others.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public string? Prepare()
    {
        PrivateFiles.MakeOwnFolder(_folders.Root, isPassable: true);
        PrivateFiles.MakeOwnFolder(_folders.Work, isPassable: true);
        PrivateFiles.MakeOwnFolder(_folders.Dumps);
        PrivateFiles.MakeFolder(_folders.Repository, _account);
        PrivateFiles.MakeFolder(_folders.Locks, _account);

        var configuration = RepositoryConfiguration.Write(settings);
        if (!owner.Rewrites && File.Exists(_folders.Configuration) && !RepositoryConfiguration.AreOfTheSame(File.ReadAllText(_folders.Configuration), configuration))
        {
            return $"These settings are not those by which the server archives, {_folders.Configuration}: take the same, or restart uat-backup with these.";
        }

        PrivateFiles.Write(_folders.Configuration, configuration, _account);
        if (settings.Copy?.Bucket is null)
        {
            // The keys of a bucket that is none any more.
            File.Delete(_folders.StoreConfiguration);
        }

        return null;
    }

    /// <summary>Makes the repository known to this server, or finds that it is.</summary>
    /// <returns>Null when it is; otherwise why not.</returns>
    public Task<RepositoryFault?> CreateStanzaAsync(CancellationToken cancellationToken) => DoWithServerAsync(["stanza-create"], cancellationToken);

    /// <summary>Has repositories that were begun for another server go on with this one, such as one of the next major version; what they hold stays.</summary>
    /// <returns>Null when done; otherwise why not.</returns>
    public Task<RepositoryFault?> UpgradeStanzaAsync(CancellationToken cancellationToken) => DoWithServerAsync(["stanza-upgrade"], cancellationToken);

    /// <summary>Makes a base backup, and removes what is older than the retention.</summary>
    /// <param name="kind">The first one of a repository is full whatever is asked for.</param>
    /// <param name="restorePoint">The restore point that is set next; null for none.</param>
    /// <param name="cancellationToken">Ends it; of what was begun pgBackRest takes up large files the next time.</param>
    /// <returns>Null when done; otherwise why not.</returns>
    public async Task<RepositoryFault?> BackUpAsync(BaseBackupKind kind, string? restorePoint, CancellationToken cancellationToken)
    {
        var type = kind switch { BaseBackupKind.Full => "full", BaseBackupKind.Differential => "diff", _ => "incr" };
        // Users come first: a base backup takes what they leave of processors and disk. One that a migration waits for is to end all the same
        // on a machine that is never idle, and a restore is urgent.
        var manner = restorePoint is null && settings.Priority == BackupPriority.Idle ? ToolManner.Idle : ToolManner.Low;
        string[] note = restorePoint is null ? [] : [$"--annotation={Catalogue.RestorePointKey}={restorePoint}"];
        for (var number = 1; number <= Repositories; number++)
        {
            // pgBackRest writes a base backup to one repository at a time, though the log goes to all of them.
            if (await DoWithServerAsync([$"--repo={number}", $"--type={type}", .. note, "backup"], cancellationToken, manner) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>What the repository and its copy hold together.</summary>
    public Task<(Catalogue? Catalogue, RepositoryFault? Fault)> ReadAsync(CancellationToken cancellationToken) => ReadAsync(source: null, cancellationToken);

    /// <summary>What one of them holds.</summary>
    /// <param name="source">Null for both together.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Catalogue? Catalogue, RepositoryFault? Fault)> ReadAsync(BackupSource? source, CancellationToken cancellationToken)
    {
        var (catalogue, fault) = await ReadInfoAsync(source, cancellationToken);
        return catalogue?.LastSegment is null ? (catalogue, fault)
            : await TimelineReader.ReadAsync(Archive, catalogue.Archives, cancellationToken) is { } timelines && timelines.Knows(catalogue) ? (catalogue with { Timelines = timelines }, null)
            : (null, new RepositoryFault(RepositoryFaultKind.TimelinesUnknown, $"the timelines of archive {string.Join(" and ", catalogue.Archives.Values.Distinct())} cannot be read"));
    }

    /// <summary>What one of them holds, but for the lives of the server.</summary>
    /// <param name="source">Null for both together.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Catalogue? Catalogue, RepositoryFault? Fault)> ReadInfoAsync(BackupSource? source, CancellationToken cancellationToken)
    {
        var result = await _program.RunAsync([.. _program.Only(source), "--output=json", "--log-level-console=off", "info"], cancellationToken);
        if (!result.Succeeded)
        {
            return (null, RepositoryFault.Of(result.Code, result.Errors, result.Output));
        }

        // It ends with 0 all the same when a repository cannot be read.
        return source is not null && Catalogue.FaultOf(result.Output, (int)source) is { } unreadable
            ? (null, new RepositoryFault(RepositoryFaultKind.Unreachable, unreadable))
            : (Catalogue.Read(result.Output), null);
    }

    /// <summary>Lays a base backup out in an empty folder, with what the server needs to replay the log up to a target.</summary>
    /// <param name="source">Where the base backup is, and the log is fetched from.</param>
    /// <param name="backup">pgBackRest's label.</param>
    /// <param name="target">Its options for the target, such as <c>--type=time</c>; empty for the end of the archive.</param>
    /// <param name="folder">Absolute; it is there, empty, and the account's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when done; otherwise why not.</returns>
    public Task<RepositoryFault?> RestoreAsync(BackupSource source, string backup, IReadOnlyList<string> target, string folder, CancellationToken cancellationToken) =>
        _program.DoAsync([.. _program.Only(source), $"--set={backup}", $"--pg1-path={folder}", "--no-delta", .. target, "restore"], cancellationToken);

    // Others may be told to while a job is at it, which has the password for itself.
    private Task<RepositoryFault?> DoWithServerAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, ToolManner? manner = null)
    {
        ToolPassword.Write(settings);
        return _program.DoAsync(arguments, cancellationToken, manner);
    }
}
