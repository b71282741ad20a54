using FamilyCart.RunnerManager.Leases;

namespace FamilyCart.RunnerManager.Fleet;

/// <content>What GitHub refuses, and where runners were registered of late.</content>
internal sealed partial class MemoryFleetStore
{
    private readonly Dictionary<string, (PoolRefusal Refusal, string Mark, bool Probing)> _refusals = new(StringComparer.Ordinal);
    private readonly Dictionary<KnownPool, DateTimeOffset> _gone = [];
    private readonly Dictionary<FormerRegistration, (DateTimeOffset Since, long Runner)> _former = [];

    public Task<MintTurn> TakeMintTurnAsync(string pool, string mark, TimeSpan patience, Lease host, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Holds(host) ? TakeTurn(pool, mark, patience) : MintTurn.Wait);
        }
    }

    public Task RefuseAsync(MintRefusal refusal, Lease host, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var known = _refusals.TryGetValue(refusal.Pool, out var entry) && entry.Mark == refusal.Mark ? entry.Refusal : null;
            if (Holds(host) && (known is null || entry.Probing))
            {
                var (now, refusals) = (time.GetUtcNow(), (known?.Refusals ?? 0) + 1);
                _refusals[refusal.Pool] = (
                    new PoolRefusal(refusal.Pool, refusal.Fault, refusal.Detail, refusals, known?.Since ?? now, now + refusal.Pause(refusals)), refusal.Mark, false);
            }

            return Task.CompletedTask;
        }
    }

    public Task AllowAsync(string pool, Lease host, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Holds(host))
            {
                _refusals.Remove(pool);
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<KnownPool>> KnownPoolsAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var present = _present.All.Where(runner => runner.Scope is not null).Select(runner => new KnownPool(runner.Pool, runner.Scope!.Name));
            var gone = _gone.Where(entry => entry.Value > time.GetUtcNow() - age).Select(entry => entry.Key);
            return Task.FromResult<IReadOnlyList<KnownPool>>(
                [.. present.Concat(gone).Distinct().OrderBy(known => known.Pool, StringComparer.Ordinal).ThenBy(known => known.Scope, StringComparer.Ordinal)]);
        }
    }

    public Task<IReadOnlyList<FormerRegistration>> FormerRegistrationsAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<FormerRegistration>>(
                [.. _former.Where(entry => entry.Value.Since > time.GetUtcNow() - age).OrderByDescending(entry => entry.Value.Runner).Select(entry => entry.Key)]);
        }
    }

    private MintTurn TakeTurn(string pool, string mark, TimeSpan patience)
    {
        if (!_refusals.TryGetValue(pool, out var entry))
        {
            return MintTurn.Free;
        }

        if (entry.Mark != mark)
        {
            _refusals.Remove(pool);
            return MintTurn.Free;
        }

        var now = time.GetUtcNow();
        if (entry.Refusal.RetryAt > now)
        {
            return MintTurn.Wait;
        }

        _refusals[pool] = (entry.Refusal with { RetryAt = now + patience }, mark, true);
        return MintTurn.Probe;
    }
}
