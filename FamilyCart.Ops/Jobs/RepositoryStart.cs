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

        var isNew = !catalogue.Begun.Contains(BackupSource.Repository);
        if (isNew && await RepositoryMark.IsSetAsync(settings, cancellationToken))
        {
            return $"The repository holds nothing, but it did: see that its disk is there. {BeginAnew}";
        }

        if (settings.Copy is { } copy && !catalogue.Begun.Contains(BackupSource.Copy) && state.Read().Copy is { Begun: not null })
        {
            return $"The copy in {copy} holds nothing, but it did: see that it is there. {BeginAnew}";
        }

        return !isNew && settings.Copy is null ? null
            : await repository.CreateStanzaAsync(cancellationToken) is { } fault ? RepositoryRemedy.Of(fault)
            : await BegunAsync(cancellationToken);
    }

    /// <summary>Has both go on with the living server, whichever they were begun for, and begins anew what has gone. What they hold stays.</summary>
    /// <returns>Null when done; otherwise why not, with the remedy.</returns>
    public async Task<string?> AdoptServerAsync(CancellationToken cancellationToken)
    {
        var fault = await repository.CreateStanzaAsync(cancellationToken);
        if (fault?.Kind == RepositoryFaultKind.OtherServer)
        {
            // It wants all to be begun, and stops at one that is not, with those before it done.
            fault = await repository.UpgradeStanzaAsync(cancellationToken) is { } first && await repository.CreateStanzaAsync(cancellationToken) is not null ? first : null;
        }

        return fault is null ? await BegunAsync(cancellationToken) : RepositoryRemedy.Of(fault);
    }

    private async Task<string?> BegunAsync(CancellationToken cancellationToken)
    {
        // Those of before it was begun were archived elsewhere; without them no base backup of a later timeline leads anywhere.
        foreach (var history in Directory.GetFiles(Path.Combine(settings.DataFolder, "pg_wal"), "*.history").Order(StringComparer.Ordinal))
        {
            if (await repository.ArchiveAsync(history, cancellationToken) is { } fault)
            {
                return RepositoryRemedy.Of(fault);
            }
        }

        await RepositoryMark.SetAsync(settings, cancellationToken);
        state.Change(before => before.CopyBegun(time.GetUtcNow()));
        return null;
    }
}
