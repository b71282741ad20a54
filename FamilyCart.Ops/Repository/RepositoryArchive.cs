using System.Text.Json;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Repository;

/// <summary>The log that a repository has: segments of it, and histories of timelines.</summary>
internal sealed class RepositoryArchive(BackupSettings settings)
{
    private readonly BackRestProgram _program = new(settings);
    private readonly BackupFolders _folders = new(settings.Folder);

    /// <summary>Fetches one segment of the log as the server would.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="server">Absolute; the data folder of a server that the segment is of.</param>
    /// <param name="segment">Its name.</param>
    /// <param name="file">Absolute; where it goes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when it is there; otherwise why not.</returns>
    public async Task<RepositoryFault?> FetchSegmentAsync(BackupSource source, string server, string segment, string file, CancellationToken cancellationToken)
    {
        var fault = await _program.DoAsync([.. _program.Only(source), $"--pg1-path={server}", "archive-get", segment, file], cancellationToken);
        return fault ?? (File.Exists(file) ? null : new RepositoryFault(RepositoryFaultKind.Failed, $"segment {segment} is not in the archive"));
    }

    /// <summary>The names under which a repository keeps the segments that share the first sixteen digits of one's name.</summary>
    public async Task<IReadOnlyCollection<string>> ListSegmentsAsync(BackupSource source, string archive, string segment, CancellationToken cancellationToken)
    {
        if (await ListAsync(source, $"archive/{RepositoryConfiguration.Stanza}/{archive}/{segment[..16]}", ".", cancellationToken) is not { } listed)
        {
            return [];
        }

        using var entries = JsonDocument.Parse(listed);
        return [.. entries.RootElement.EnumerateObject().Select(entry => entry.Name)];
    }

    /// <summary>What a folder of the repository holds: an object with a property for each entry, which has its time in seconds.</summary>
    /// <param name="source">The repository.</param>
    /// <param name="folder">Below the repository's own.</param>
    /// <param name="filter">A regular expression for the names.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>JSON; null where it cannot be read.</returns>
    public async Task<string?> ListAsync(BackupSource source, string folder, string filter, CancellationToken cancellationToken)
    {
        var result = await _program.RunAsync(["--output=json", "--log-level-console=off", $"--filter={filter}", $"--repo={(int)source}", "repo-ls", folder], cancellationToken);
        return result.Succeeded ? result.Output : null;
    }

    /// <summary>A file of the repository in the clear.</summary>
    /// <returns>Null where it cannot be read.</returns>
    public async Task<string?> ReadFileAsync(BackupSource source, string file, CancellationToken cancellationToken)
    {
        var result = await _program.RunAsync(["--log-level-console=off", $"--repo={(int)source}", "repo-get", file], cancellationToken);
        return result.Succeeded ? result.Output : null;
    }

    /// <summary>The histories of timelines that a repository has of the living server, such as <c>00000002.history</c>.</summary>
    /// <returns>Null where it cannot be read.</returns>
    public async Task<IReadOnlyCollection<string>?> ListHistoriesAsync(BackupSource source, string archive, CancellationToken cancellationToken)
    {
        if (await ListAsync(source, $"archive/{RepositoryConfiguration.Stanza}/{archive}", "[.]history$", cancellationToken) is not { } listed)
        {
            return null;
        }

        using var entries = JsonDocument.Parse(listed);
        return [.. entries.RootElement.EnumerateObject().Select(entry => entry.Name)];
    }

    /// <summary>Archives a history into one repository. What that one had of the name is replaced, and its time with it.</summary>
    /// <param name="source">The repository.</param>
    /// <param name="file">Absolute; in the server's data folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it is there; otherwise why not.</returns>
    public async Task<RepositoryFault?> ArchiveHistoryAsync(BackupSource source, string file, CancellationToken cancellationToken)
    {
        // The server's command writes to all there are, and cannot be told otherwise.
        PrivateFiles.Write(_folders.ConfigurationOfOne, RepositoryConfiguration.Write(settings, source), ToolAccount.For(settings.Account));
        try
        {
            return await new BackRestProgram(settings, _folders.ConfigurationOfOne).DoAsync(["archive-push", file], cancellationToken);
        }
        finally
        {
            File.Delete(_folders.ConfigurationOfOne);
        }
    }
}
