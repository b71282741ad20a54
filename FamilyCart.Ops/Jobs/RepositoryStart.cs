using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using Npgsql;

namespace FamilyCart.Ops.Jobs;

/// <summary>Has the repository and its copy know the living server, so that it can archive into both.</summary>
internal sealed class RepositoryStart(BackupSettings settings, BackRest repository, StateFile state, TimeProvider time)
{
    private const string BeginAnew = "If it is lost for good, begin anew with: ops adopt-server";

    /// <summary>Begins what has not been begun. What has gone, such as a disk that is not mounted, is not begun anew behind everybody's back.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when both are this server's; otherwise why not, with the remedy.</returns>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<string?> BeginAsync(CancellationToken cancellationToken)
    {
        var (catalogue, unreadable) = await repository.ReadAsync(cancellationToken);
        if (catalogue is null)
        {
            return RepositoryRemedy.Of(unreadable!);
        }

        var isMarked = await RepositoryMark.IsSetAsync(settings, cancellationToken);
        var isBegun = catalogue.Begun.Contains(BackupSource.Repository);
        if (isMarked && !isBegun)
        {
            return $"The repository holds nothing, but it did: see that its disk is there. {BeginAnew}";
        }

        if (settings.Copy is { } copy && !catalogue.Begun.Contains(BackupSource.Copy) && state.Read().HasBegun($"{copy}"))
        {
            return $"The copy in {copy} holds nothing, but it did: see that it is there. {BeginAnew}";
        }

        return isMarked && isBegun && settings.Copy is null ? null
            : await repository.CreateStanzaAsync(cancellationToken) is { } fault ? RepositoryRemedy.Of(fault)
            : await BegunAsync(cancellationToken);
    }

    /// <summary>Has both go on with the living server, whichever they were begun for, and begins anew what has gone. What they hold stays.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was begun anew, for people; and null when all is done, otherwise why not, with the remedy.</returns>
    /// <exception cref="NpgsqlException">The server does not answer.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<(IReadOnlyList<string> BegunAnew, string? Fault)> AdoptServerAsync(CancellationToken cancellationToken)
    {
        var (before, unreadable) = await repository.ReadInfoAsync(source: null, cancellationToken);
        if (before is null)
        {
            return ([], RepositoryRemedy.Of(unreadable!));
        }

        var fault = await repository.CreateStanzaAsync(cancellationToken);
        if (fault?.Kind == RepositoryFaultKind.OtherServer)
        {
            // It wants all to be begun, and stops at one that is not, with those before it done.
            fault = await repository.UpgradeStanzaAsync(cancellationToken) is { } first && await repository.CreateStanzaAsync(cancellationToken) is not null ? first : null;
        }

        if (fault is not null)
        {
            return ([], RepositoryRemedy.Of(fault));
        }

        // The dumps that are there may be the other server's.
        state.Change(now => now.Copied(settings.Copy?.ToString(), time.GetUtcNow()).Adopted());
        var unfinished = await BegunAsync(cancellationToken);
        return ([.. Places().Where(place => !before.Begun.Contains(place.Source)).Select(place => place.Name)], unfinished);
    }

    private IEnumerable<(BackupSource Source, string Name)> Places()
    {
        yield return (BackupSource.Repository, "the repository");
        if (settings.Copy is { } copy)
        {
            yield return (BackupSource.Copy, $"the copy in {copy}");
        }
    }

    private async Task<string?> BegunAsync(CancellationToken cancellationToken)
    {
        if (await HistoriesFaultAsync(cancellationToken) is { } fault)
        {
            return RepositoryRemedy.Of(fault);
        }

        await RepositoryMark.SetAsync(settings, cancellationToken);
        if (settings.Copy is { } copy)
        {
            state.Change(before => before.CopyBegun($"{copy}", time.GetUtcNow()));
        }

        return null;
    }

    // What was archived before one of them was begun is in the other at best; without its history no base backup of a later timeline leads
    // anywhere. One that has a history keeps it: when it came there tells since when the server has lived on that timeline.
    private async Task<RepositoryFault?> HistoriesFaultAsync(CancellationToken cancellationToken)
    {
        var histories = Directory.GetFiles(Path.Combine(settings.DataFolder, "pg_wal"), "*.history").Order(StringComparer.Ordinal).ToList();
        if (histories is [])
        {
            return null;
        }

        var (catalogue, unreadable) = await repository.ReadInfoAsync(source: null, cancellationToken);
        foreach (var (source, archive) in catalogue?.Archives ?? new Dictionary<BackupSource, string>())
        {
            if (await repository.Archive.ListHistoriesAsync(source, archive, cancellationToken) is not { } known)
            {
                return new RepositoryFault(RepositoryFaultKind.Unreachable, $"archive {archive} cannot be read");
            }

            foreach (var history in histories.Where(history => !known.Contains(Path.GetFileName(history))))
            {
                if (await repository.Archive.ArchiveHistoryAsync(source, history, cancellationToken) is { } fault)
                {
                    return fault;
                }
            }
        }

        return unreadable;
    }
}
