using FamilyCart.Ops.Output;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Restoring;

/// <summary>Restores into a new folder and replays the log there, so that a server can be started on it at once.</summary>
internal sealed class Restorer(BackupSettings settings, BackRest repository, TimeProvider time)
{
    /// <summary>What is said to whoever asks for a copy where there is none.</summary>
    public const string NoCopy = "There is no copy: set Backup:Copy as the service has it.";

    // The server's files, and the log that is replayed over them.
    private const double Copies = 1.2;
    private static readonly TimeSpan s_flush = TimeSpan.FromSeconds(30);

    /// <param name="target">Up to where.</param>
    /// <param name="source">Where from.</param>
    /// <param name="folder">Absolute; it must not be there, or be empty.</param>
    /// <param name="output">Hears the steps.</param>
    /// <param name="cancellationToken">Ends it; the folder stays half made, and is said to be.</param>
    public async Task<RestoreResult> RestoreAsync(RestoreTarget target, BackupSource source, string folder, OpsOutput output, CancellationToken cancellationToken)
    {
        if (source == BackupSource.Copy && settings.Copy is null)
        {
            return Refused(ExitCode.Usage, NoCopy);
        }

        if (TargetFolder.Fault(folder, settings.DataFolder) is { } taken)
        {
            return Refused(ExitCode.TargetTaken, taken);
        }

        if (repository.Prepare() is { } other)
        {
            return Refused(ExitCode.Usage, other);
        }

        if (!await output.StepAsync("Having the living server archive what it has", () => ArchiveFlush.TryAsync(settings, s_flush, cancellationToken)))
        {
            await output.NoteAsync("The living server does not answer or does not archive: what has not reached the repository by now is not restored.");
        }

        var (catalogue, unreadable) = await repository.ReadAsync(source, cancellationToken);
        if (catalogue is null)
        {
            return Refused(ExitCode.Failed, $"{(source == BackupSource.Copy ? "The copy" : "The repository")} cannot be read: {unreadable!.Reason}. {Elsewhere(source)}".TrimEnd());
        }

        if (source == BackupSource.Copy && catalogue.Backups is [])
        {
            return Refused(ExitCode.NothingToRestore, $"The copy in {settings.Copy} holds no base backup: see that Backup:Copy is what it was. {Elsewhere(source)}");
        }

        var (plan, reason) = RestorePlan.Choose(catalogue, target, time.GetUtcNow());
        if (plan is not { Backup: var backup })
        {
            return Refused(ExitCode.NothingToRestore, $"{reason} {Elsewhere(source)}".TrimEnd());
        }

        if (await ServerVersion.FaultAsync(settings, catalogue, cancellationToken) is { } version)
        {
            return Refused(ExitCode.Failed, version);
        }

        if (Room.Fault(Path.GetDirectoryName(Path.GetFullPath(folder))!, backup.Bytes, Copies) is { } room)
        {
            return Refused(ExitCode.Failed, room);
        }

        if (Directory.Exists(folder))
        {
            // It is empty, and may be somebody else's.
            Directory.Delete(folder);
        }

        PrivateFiles.MakeFolder(folder, ToolAccount.For(settings.Account));
        if (await output.StepAsync($"Copying base backup {backup.Label}", () => repository.RestoreAsync(source, backup.Label, target.Options(plan.Timeline), folder, cancellationToken)) is { } fault)
        {
            return HalfMade($"The base backup cannot be restored: {fault.Reason}.");
        }

        var (server, refusal) = await output.StepAsync($"Replaying the log up to {plan.Describe(target)}", () => PrivateServer.StartAsync(settings, folder, isDurable: true, cancellationToken));
        if (server is null)
        {
            return HalfMade($"The log cannot be replayed: {refusal}.");
        }

        await server.DisposeAsync();
        if (target == RestoreTarget.Latest && await new ArchiveEnd(settings, repository).FaultAsync(source, catalogue, ofServer: null, folder, cancellationToken) is { } cut)
        {
            return HalfMade(cut);
        }

        // As the account: the folder is its own by now, and may hold links.
        if (await ToolProcess.RunAsync(ToolAccount.For(settings.Account).Command(["touch", "--", Path.Combine(folder, ServerSwitch.RestoreMark)]), environment: null, cancellationToken) is { Succeeded: false } mark)
        {
            return HalfMade($"It cannot be marked as restored: {mark.Errors.Trim()}.");
        }

        return new RestoreResult(ExitCode.Done, null, backup.Label, folder, target.ToString());

        RestoreResult Refused(ExitCode outcome, string why) => new(outcome, why, null, folder, target.ToString());

        RestoreResult HalfMade(string why) => Refused(ExitCode.Failed, $"{why} {folder} is half made: look into it or remove it. {Elsewhere(source)}".TrimEnd()) with { Backup = backup.Label };
    }

    // What the other one has is not taken without being asked for, but whoever is in need should know of it.
    private string Elsewhere(BackupSource source) => settings.Copy is not { } copy ? ""
        : source == BackupSource.Repository ? $"There is a copy in {copy}: --from copy restores from it."
        : "--from repository restores from the first one.";

    /// <summary>Why a replay that should have gone to the end of the archive did not: what is missing or damaged ends it early, without a word.</summary>
    /// <param name="last">The newest segment that was archived before the replay.</param>
    /// <param name="folder">The restored server's.</param>
    /// <returns>Null when it reached that segment.</returns>
    public static string? ReplayedShort(string last, string folder)
    {
        var replayed = TimelineHistory.LastReplayedSegment(folder);
        return string.CompareOrdinal(replayed, last) < 0
            ? $"The replay ended in segment {replayed ?? "(none)"} of the log, but the archive goes on to {last}: the one after it is missing or damaged."
            : null;
    }
}
