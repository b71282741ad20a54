using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Holds the state. A change is on the disk before any request sees it, so a restart serves what was served.</summary>
internal sealed partial class DeploymentDesk : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private readonly DeploymentSettings _settings;
    private readonly TrafficDirector _director;
    private readonly PauseGate _gate;
    private readonly DeploymentMetrics _metrics;
    private readonly ILogger<DeploymentDesk> _logger;
    private DeploymentState _state;
    private TaskCompletionSource _changed = NewSignal();

    public DeploymentDesk(DeploymentSettings settings, TrafficDirector director, PauseGate gate, DeploymentMetrics metrics, ILogger<DeploymentDesk> logger)
    {
        (_settings, _director, _gate, _metrics, _logger, _state) = (settings, director, gate, metrics, logger, settings.Initial);
        if (settings.StateFile is null)
        {
            LogForgetful();
        }
        else if (_state.Revision > 0)
        {
            LogResumed(_state.Revision, Upstream.NameOf(_state.Active), _state.Current is { } current ? DeploymentWords.Of(current.Phase) : "idle", _state.Pause is not null);
        }

        Follow(_state);
    }

    public DeploymentState State => Volatile.Read(ref _state);

    /// <summary>What completes with the next change. Take it before <see cref="State"/>, so that none is missed.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>Changes the state by a rule.</summary>
    /// <param name="rule">Gives the next state or a refusal.</param>
    /// <param name="revision">The revision that the caller saw; null when any will do.</param>
    /// <param name="cancellationToken">Gives up while another change is made; one that was begun is finished.</param>
    public async Task<DeploymentChange> ChangeAsync(Func<DeploymentState, DeploymentChange> rule, long? revision, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (revision is { } seen && seen != _state.Revision)
            {
                return DeploymentRefusal.StateChanged;
            }

            var change = rule(_state);
            return change.State is { } next && !ReferenceEquals(next, _state) ? await KeepAsync(next) : change;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Who gets what in a state.</summary>
    public TrafficSplit SplitOf(DeploymentState state) => state.Current is { Phase: DeploymentPhase.Canary } canary
        ? new TrafficSplit(state.Active, canary.Slot, _settings.Shares[Math.Min(canary.Step, _settings.Shares.Length - 1)], StickyHash.Of(canary.Id.ToByteArray()))
        : TrafficSplit.All(state.Active);

    public void Dispose() => _changing.Dispose();

    private async Task<DeploymentChange> KeepAsync(DeploymentState next)
    {
        if (_settings.StateFile is { } file)
        {
            try
            {
                if (!await Task.Run(() => DeploymentFile.Write(file, next), CancellationToken.None))
                {
                    LogNotSynced();
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(exception.GetType().Name);
                if (!IsWayBack(_state, next))
                {
                    return DeploymentRefusal.NotWritten;
                }
            }
        }

        if (_state.Current is not null && next.Current is null)
        {
            _metrics.Ended(next.Recent[0]);
        }

        // Whoever reads the new state finds that requests follow it.
        Follow(next);
        Volatile.Write(ref _state, next);
        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
        return next;
    }

    // A full disk must keep nobody at a failing slot or a closed gate. The next change that can be written tells the disk.
    private static bool IsWayBack(DeploymentState now, DeploymentState next) =>
        (next.Current is { Phase: DeploymentPhase.RolledBack } && now.Current is { Phase: not DeploymentPhase.RolledBack }) || (now.Pause is not null && next.Pause is null);

    private void Follow(DeploymentState state)
    {
        _director.Split = SplitOf(state);
        _metrics.Follow(state);
        if (state.Pause is { } pause)
        {
            _gate.Close(pause.Until);
        }
        else
        {
            _gate.Open();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(2025, LogLevel.Warning, "Gateway:Deployments:StateFile names no file: a restart begins with Gateway:ActiveSlot, whatever was deployed.")]
    private partial void LogForgetful();

    [LoggerMessage(2070, LogLevel.Information, "The gateway goes on at revision {Revision}: {Slot} is the active slot, the phase is {Phase}, paused: {Paused}.")]
    private partial void LogResumed(long revision, string slot, string phase, bool paused);

    [LoggerMessage(2024, LogLevel.Warning, "The state of deployments was written, but may not outlive a loss of power.")]
    private partial void LogNotSynced();

    [LoggerMessage(2020, LogLevel.Error, "The state of deployments could not be written ({Exception}): only a way back is taken now.")]
    private partial void LogNotWritten(string exception);
}
