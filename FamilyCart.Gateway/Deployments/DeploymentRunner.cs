using System.Globalization;
using FamilyCart.Gateway.Analysis;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>
/// Takes a deployment from phase to phase. What it does depends on the state alone, so it goes on after a restart where it was; a
/// change by somebody else ends what it is doing.
/// </summary>
internal sealed partial class DeploymentRunner(
    DeploymentDesk desk, DeploymentSettings settings, SlotProof proof, CanaryWatch watch, SlotDrain drain, ActiveUpstream upstreams, TimeProvider time, ILogger<DeploymentRunner> logger)
    : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var current = desk.State.Current;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var work = WorkAsync(current, over.Token);
            await OtherThanAsync(current, work, stoppingToken);
            await over.CancelAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.IsFaulted)
            {
                // A fault of ours must not leave users where they are for ever: it is tried again from the state.
                LogFault(work.Exception.InnerException!.GetType().Name);
                await Task.Delay(_pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Waits until the deployment is another one or in another phase, or its work failed.</summary>
    private async Task OtherThanAsync(Deployment? current, Task work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !work.IsFaulted)
        {
            var changed = desk.Changed;
            if (desk.State.Current != current)
            {
                return;
            }

            await (work.IsCompleted ? changed : Task.WhenAny(changed, work)).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Each way ends with a change of the deployment.
    private Task WorkAsync(Deployment? current, CancellationToken cancellationToken) => current switch
    {
        { Phase: DeploymentPhase.Probing } => ProbeAsync(current, cancellationToken),
        { Phase: DeploymentPhase.Canary } => CompareAsync(current, cancellationToken),
        { Phase: DeploymentPhase.Promoted } => KeepWarmAsync(current, cancellationToken),
        { } => EmptyAsync(current, cancellationToken),
        null => Task.CompletedTask,
    };

    private async Task ProbeAsync(Deployment current, CancellationToken cancellationToken)
    {
        var fault = await proof.ProveAsync(current.Slot, time.GetUtcNow() + settings.ProbeDeadline, cancellationToken);
        await ChangeAsync(
            current,
            state => fault is null
                ? DeploymentRules.Proven(state, time.GetUtcNow())
                : DeploymentRules.RollBack(state, $"The slot could not be proven: {fault}.", time.GetUtcNow()),
            cancellationToken);
    }

    private async Task CompareAsync(Deployment current, CancellationToken cancellationToken)
    {
        watch.Restart();
        while (true)
        {
            await watch.SampleAsync(current, cancellationToken);
            var lasted = time.GetUtcNow() - current.PhaseSince;
            if (SlotAnalysis.IsWorse(watch.Verdicts))
            {
                await RollBackAsync(current, Describe(current), cancellationToken);
                return;
            }

            if (lasted >= settings.StepTime && SlotAnalysis.IsProven(watch.Verdicts))
            {
                await ChangeAsync(current, state => DeploymentRules.StepPassed(state, settings.Shares.Length, time.GetUtcNow()), cancellationToken);
                return;
            }

            if (lasted >= settings.StepDeadline)
            {
                await RollBackAsync(current, "The slot was not proven in time: there were too few answers to compare, or they changed from sample to sample.", cancellationToken);
                return;
            }
        }
    }

    // The old slot is there still, so a slot that fails only now goes back as well.
    private async Task KeepWarmAsync(Deployment current, CancellationToken cancellationToken)
    {
        watch.Restart();
        while (time.GetUtcNow() - current.PhaseSince < settings.WarmTime)
        {
            await watch.SampleAsync(current, cancellationToken);
            if (SlotAnalysis.IsWorse(watch.Verdicts) && upstreams.IsWell(current.Previous))
            {
                await RollBackAsync(current, Describe(current), cancellationToken);
                return;
            }
        }

        await ChangeAsync(current, state => DeploymentRules.Complete(state, time.GetUtcNow()), cancellationToken);
    }

    private async Task EmptyAsync(Deployment current, CancellationToken cancellationToken)
    {
        await drain.DrainAsync(current.Leaving, current.PhaseSince, cancellationToken);
        await ChangeAsync(current, state => DeploymentRules.Drained(state, time.GetUtcNow()), cancellationToken);
    }

    private Task RollBackAsync(Deployment current, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(current, state => DeploymentRules.RollBack(state, reason, time.GetUtcNow()), cancellationToken);

    /// <summary>Changes the state unless somebody else took the deployment further; tries again while it cannot be written.</summary>
    private async Task ChangeAsync(Deployment current, Func<DeploymentState, DeploymentChange> rule, CancellationToken cancellationToken)
    {
        while (await desk.ChangeAsync(state => state.Current == current ? rule(state) : DeploymentRefusal.StateChanged, null, cancellationToken) is var change)
        {
            if (change.State is { } state)
            {
                Log(state);
            }

            if (change.Refusal != DeploymentRefusal.NotWritten)
            {
                return;
            }

            await Task.Delay(_pause, time, cancellationToken);
        }
    }

    private string Describe(Deployment current)
    {
        var (users, asked) = watch.Last!.Value;
        return $"The slot was worse than the old one. {Describe("Users", users, current)} {Describe("Its own questions", asked, current)}";
    }

    private static string Describe(string kind, SlotPair pair, Deployment current) => string.Create(
        CultureInfo.InvariantCulture,
        $"{kind}: {pair.Candidate.FailureShare:P1} of {pair.Candidate.Answers} answers failed, p99 {pair.Candidate.SlowestPercent.TotalMilliseconds:0} ms; "
        + $"at {Upstream.NameOf(current.Previous)} {pair.Baseline.FailureShare:P1} of {pair.Baseline.Answers}, p99 {pair.Baseline.SlowestPercent.TotalMilliseconds:0} ms.");

    private void Log(DeploymentState state)
    {
        if (state.Current is { } current)
        {
            LogPhase(current.Id, Upstream.NameOf(current.Slot), current.Phase, current.Step, current.Reason ?? "as it should");
        }
        else
        {
            LogIdle(Upstream.NameOf(state.Active));
        }
    }

    [LoggerMessage(2021, LogLevel.Information, "Deployment {Deployment} of {Slot} is {Phase}, step {Step} ({Reason}).")]
    private partial void LogPhase(Guid deployment, string slot, DeploymentPhase phase, int step, string reason);

    [LoggerMessage(2023, LogLevel.Error, "A deployment could not be taken further ({Exception}); it is tried again.")]
    private partial void LogFault(string exception);

    [LoggerMessage(2022, LogLevel.Information, "No deployment is under way; {Slot} answers users.")]
    private partial void LogIdle(string slot);
}
