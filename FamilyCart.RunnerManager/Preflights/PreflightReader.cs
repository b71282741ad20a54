using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Rollbacks;
using FamilyCart.RunnerManager.Storage;
using FamilyCart.RunnerManager.WorkflowLeases;

namespace FamilyCart.RunnerManager.Preflights;

/// <summary>Looks at every part that a deployment needs, and names all that is wrong at once. It changes nothing.</summary>
internal sealed class PreflightReader(
    Gatekeeper gatekeeper, GateSettings settings, CredentialReports credentials, WorkflowLeaseStore leases, RollbackHook hook, DistributionVersion distribution, TimeProvider time)
{
    private const double WarningDays = 7;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public async Task<PreflightAnswer> ReadAsync(DeployEnvironment environment, PreflightRequest request, CancellationToken cancellationToken)
    {
        var requirements = settings.Requirements[environment];
        var lease = request.Lease ?? GateWords.Of(environment);
        var verdict = await gatekeeper.JudgeAsync(environment, cancellationToken);
        List<PreflightProblem> problems =
        [
            .. PreflightRules.MissingSecrets(requirements, request),
            .. PreflightRules.MissingPermissions(requirements, request),
            .. Pools(verdict),
            .. Hosts(verdict),
            .. Credentials(),
            .. await LeaseAsync(lease, request.Holder, cancellationToken),
        ];
        // Those of other hosts are told by their own managers, and what cannot start at all by the pools above.
        problems.AddRange(
            from known in ((VersionVerdict?[])[distribution.Process.Verdict, distribution.Image.Verdict]).OfType<VersionVerdict>()
            let sentence = known.Sentence
            where sentence is not null
            select new PreflightProblem("distribution", known.Version.ToString(), sentence, Blocking: false));

        if (!hook.IsConfigured)
        {
            problems.Add(new("rollback_hook", lease, "Nobody is told when the lease expires in its holder's hands (Gates:RollbackHook:Url).", Blocking: false));
        }

        var ready = !problems.Exists(problem => problem.Blocking);
        return new PreflightAnswer(
            GateWords.Of(environment),
            ready,
            [.. problems.OrderByDescending(problem => problem.Blocking)],
            ready && request.DryRun ? new WouldTake(GateAnswer.Of(verdict), lease) : null);
    }

    private static IEnumerable<PreflightProblem> Pools(GateVerdict verdict)
    {
        if (verdict.Fleet is null)
        {
            return [new("database", RunnerManagerExtensions.Database, GateEndpoints.Unreadable, Blocking: true)];
        }

        if (verdict.Pools.Count == 0)
        {
            return [new("pool", GateWords.Of(verdict.Environment), $"No pool is configured for {GateWords.Of(verdict.Environment)} (Pools:NAME:Environment).", Blocking: true)];
        }

        // One pool that can be used is enough; the others are worth knowing.
        var sick = verdict.Pools.Where(pool => pool.Sentence is not null)
            .Select(pool => new PreflightProblem("pool", pool.Verdict.Pool.Name, pool.Sentence!, Blocking: verdict.Chosen is null));
        return sick.Concat(Ambiguous(verdict));
    }

    private static IEnumerable<PreflightProblem> Ambiguous(GateVerdict verdict) =>
        from chosen in verdict.Chosen is { } pool ? [pool.Pool] : Array.Empty<Pool>()
        from other in verdict.Fleet!.Pools
        where PoolJudge.CouldServe(other, chosen)
        select new PreflightProblem(
            "pool", other.Name, $"A job with the labels of {chosen.Name} might run in {other.Name} as well: give {chosen.Name} a label of its own (Pools:{chosen.Name}:Labels).", Blocking: false);

    private static IEnumerable<PreflightProblem> Hosts(GateVerdict verdict) =>
        from host in verdict.Fleet?.Hosts ?? (IEnumerable<FleetHost>)[]
        where !host.IsAlive && verdict.Pools.Any(pool => pool.Verdict.Pool.Hosts.Contains(host.Name))
        select new PreflightProblem("host", host.Name, $"Nothing is heard of the runner manager on {host.Name}.", Blocking: false);

    private IEnumerable<PreflightProblem> Credentials()
    {
        var reports = credentials.Current;
        // Several share the load: what one of them lacks, the others do.
        var anyIsValid = reports.Any(report => report.Valid != false);
        if (reports.Count == 0)
        {
            yield return new("credential", "github", "The GitHub credential has not been checked since the manager started.", Blocking: false);
        }

        foreach (var report in reports)
        {
            if (report.Faults.Count > 0 || report.Valid == false)
            {
                var faults = report.Faults.Count > 0 ? string.Join(' ', report.Faults) : "The credential has expired.";
                yield return new("credential", report.Name, faults, Blocking: !anyIsValid);
            }
            else if (report.DaysLeft(time.GetUtcNow()) is { } days and < WarningDays)
            {
                yield return new("credential", report.Name, FormattableString.Invariant($"The credential expires in {days:0.#} days: make a new one."), Blocking: false);
            }
        }
    }

    private async Task<IReadOnlyList<PreflightProblem>> LeaseAsync(string name, string? holder, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await leases.FindAsync(name, limit.Token) is { IsHeld: true } held && held.Holder != holder
                ? [new("lease", name, LeaseAnswers.HeldSentence(held), Blocking: true)]
                : [];
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception) || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return [new("lease", name, "The database does not say who has it.", Blocking: true)];
        }
    }
}
