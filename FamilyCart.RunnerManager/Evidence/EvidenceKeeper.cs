using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Storage;
using FamilyCart.RunnerManager.Usage;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Keeps what is known of a runner, before its host removes it.</summary>
internal sealed partial class EvidenceKeeper(IUsageSource usage, ILogSource logs, LogFolder folder, KnownSecrets secrets, [FromKeyedServices(ReservedDatabase.HostKey)] EvidenceStore store, ILogger<EvidenceKeeper> logger)
{
    /// <summary>Why a runner's job was cut short, as far as the machine knows.</summary>
    public const string OutOfMemory = "out of memory";

    /// <param name="runner">Which.</param>
    /// <param name="worked">Whether it had a job, whose log is kept then.</param>
    /// <param name="host">The lease of its host.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="OutOfMemory"/> when the kernel ended something of it for that, otherwise null.</returns>
    public async Task<string?> KeepAsync(FleetRunner runner, bool worked, Lease host, CancellationToken cancellationToken)
    {
        var use = await LastUseAsync(runner.Name, cancellationToken);
        var bytes = worked ? await KeepLogAsync(runner.Name, cancellationToken) : null;
        if (use is not null || bytes is not null)
        {
            await store.SaveAsync(new RunnerEvidence(runner.Id, use, bytes), host, cancellationToken);
        }

        return Reason(use);
    }

    private static string? Reason(ControlGroupUse? use) => use is { MemoryKills: > 0 } ? OutOfMemory : null;

    // A count that cannot be had is missed, as a log is: it holds up nothing.
    private async Task<ControlGroupUse?> LastUseAsync(string runner, CancellationToken cancellationToken)
    {
        try
        {
            return await usage.LastAsync(runner, cancellationToken);
        }
        catch (Exception exception) when (!IsEnd(exception, cancellationToken))
        {
            LogNotCounted(runner, exception.Message);
            return null;
        }
    }

    // A log that cannot be kept is missed; it holds up nothing.
    private async Task<long?> KeepLogAsync(string runner, CancellationToken cancellationToken)
    {
        try
        {
            var own = await logs.SecretsAsync(runner, cancellationToken);
            return await logs.LogsAsync(runner, cancellationToken) is { } text
                ? await folder.SaveAsync(runner, new Redactor([.. secrets.All(), .. own]).Redact(text), cancellationToken)
                : null;
        }
        catch (Exception exception) when (!IsEnd(exception, cancellationToken))
        {
            LogNotKept(runner, exception.GetType().Name);
            return null;
        }
    }

    // A job had a hand in all that is read here, and nothing that it thought of may keep its runner from being removed.
    private static bool IsEnd(Exception exception, CancellationToken cancellationToken) => exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    [LoggerMessage(3521, LogLevel.Warning, "What {Runner} used is not known: {Reason}")]
    private partial void LogNotCounted(string runner, string reason);

    [LoggerMessage(3320, LogLevel.Warning, "The log of {Runner} is not kept ({Reason}).")]
    private partial void LogNotKept(string runner, string reason);
}
