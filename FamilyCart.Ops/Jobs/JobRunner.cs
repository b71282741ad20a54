using System.Diagnostics.CodeAnalysis;
using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Dumps;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Repository;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Jobs;

/// <summary>Does one job under the folder's lock and writes down what it came to.</summary>
internal sealed class JobRunner(
    BackupSettings settings, BackRest repository, RepositoryStart start, DumpWriter dumps, DumpCopy copies, DrillRunner drills, StateFile state, TimeProvider time)
{
    /// <summary>What a command says that finds the lock taken.</summary>
    public const string Busy = "Another backup, restore or drill is at it; try again when it has ended.";

    /// <param name="job">What to do.</param>
    /// <param name="restorePoint">Of a base backup, the restore point that is set next; null for none.</param>
    /// <param name="output">Hears the steps.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<JobResult> RunAsync(JobKind job, string? restorePoint, OpsOutput output, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            if (repository.Prepare() is { } other)
            {
                return Ended(ExitCode.Usage, other, null, null);
            }

            using var turn = OpsLock.TryTake(settings);
            if (turn is null)
            {
                return Ended(ExitCode.Busy, Busy, null, null);
            }

            await settings.Connection.ChooseAsync(cancellationToken);
            state.Change(before => before.Copied(settings.Copy?.ToString(), time.GetUtcNow()).Begun(job, time.GetUtcNow()));
            var (fault, made, drill) = await TryAsync(job, restorePoint, output, cancellationToken);
            state.Change(before => (drill is null ? before : before.Drilled(drill)).Ended(job, time.GetUtcNow(), fault));
            return Ended(fault is null ? ExitCode.Done : ExitCode.Failed, fault, made, drill);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var fault = $"The backup folder cannot be used: {exception.Message}";
            state.Remember(before => before.Begun(job, time.GetUtcNow()).Ended(job, time.GetUtcNow(), fault));
            return Ended(ExitCode.Failed, fault, null, null);
        }

        JobResult Ended(ExitCode outcome, string? fault, string? made, DrillResult? drill) =>
            new(job, outcome, time.GetElapsedTime(started).TotalSeconds, fault, made, drill);
    }

    /// <summary>Has the server archive by these settings, as every job does, before one is due.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether repository and copy are this server's, and why not.</returns>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, it is told and tried again.")]
    public async Task<(ExitCode Outcome, string? Fault)> BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (repository.Prepare() is { } other)
            {
                return (ExitCode.Usage, other);
            }

            using var turn = OpsLock.TryTake(settings);
            if (turn is null)
            {
                return (ExitCode.Busy, Busy);
            }

            await settings.Connection.ChooseAsync(cancellationToken);
            state.Change(before => before.Copied(settings.Copy?.ToString(), time.GetUtcNow()));
            return await start.BeginAsync(cancellationToken) is { } fault ? (ExitCode.Failed, fault) : (ExitCode.Done, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (ExitCode.Failed, exception.Message);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is, the job has failed, and that has to be told: an answer of a tool that nobody expected must not end the service.")]
    private async Task<(string? Fault, string? Made, DrillResult? Drill)> TryAsync(
        JobKind job, string? restorePoint, OpsOutput output, CancellationToken cancellationToken)
    {
        try
        {
            return await DoAsync(job, restorePoint, output, cancellationToken);
        }
        catch (Exception exception) when (exception.IsServerAway())
        {
            return ($"The server does not answer: {exception.Message}", null, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ($"{exception.GetType().Name}: {exception.Message}", null, null);
        }
    }

    private async Task<(string? Fault, string? Made, DrillResult? Drill)> DoAsync(
        JobKind job, string? restorePoint, OpsOutput output, CancellationToken cancellationToken)
    {
        switch (job)
        {
            case JobKind.Dump:
                var (name, reason) = await dumps.WriteAsync(output, cancellationToken);
                return (reason, name, null);
            case JobKind.DumpCopy:
                return await CopyDumpAsync(output, cancellationToken);
            case JobKind.Drill or JobKind.PastDrill:
                var drill = await drills.RunAsync(job == JobKind.Drill ? DrillKind.Latest : DrillKind.Past, output, cancellationToken);
                return (drill.Succeeded ? null : string.Join("; ", drill.Faults), null, drill);
            default:
                var kind = job == JobKind.Full ? BaseBackupKind.Full : restorePoint is null ? BaseBackupKind.Differential : BaseBackupKind.Incremental;
                return await BackUpAsync(kind, restorePoint, output, cancellationToken);
        }
    }

    private async Task<(string? Fault, string? Made, DrillResult? Drill)> BackUpAsync(
        BaseBackupKind kind, string? restorePoint, OpsOutput output, CancellationToken cancellationToken)
    {
        if (await start.BeginAsync(cancellationToken) is { } refusal)
        {
            return (refusal, null, null);
        }

        if (await output.StepAsync("Copying the server's files", () => repository.BackUpAsync(kind, restorePoint, cancellationToken)) is { } fault)
        {
            return (RepositoryRemedy.Of(fault), null, null);
        }

        var (catalogue, _) = await repository.ReadAsync(cancellationToken);
        return (null, catalogue is { Backups: [.., var newest] } ? newest.Label : null, null);
    }

    private async Task<(string? Fault, string? Made, DrillResult? Drill)> CopyDumpAsync(OpsOutput output, CancellationToken cancellationToken)
    {
        if (settings.Copy is not { } copy)
        {
            return (null, null, null);
        }

        // Nothing goes into another server's copy, nor where a disk is not mounted.
        if (await start.BeginAsync(cancellationToken) is { } refusal)
        {
            return ($"The dump is not copied: {refusal}", null, null);
        }

        var (name, fault) = await copies.MakeAsync(copy, state.Read().Copy?.Dump, output, cancellationToken);
        if (name is not null)
        {
            state.Change(before => before.DumpCopied(DumpNames.MomentOf(name)!.Value));
        }

        return (fault, name, null);
    }
}
