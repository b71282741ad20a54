namespace FamilyCart.RunnerManager.Leases;

/// <summary>Leases of one process, for simulations; passes the same contract tests as PostgreSQL's.</summary>
internal sealed class MemoryLeaseStore(TimeProvider time) : ILeaseStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);

    public Task<Lease> TakeAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var held = _leases.GetValueOrDefault(name);
            if (held is null || held.Holder == holder || held.ExpiresAt <= now)
            {
                _leases[name] = held = new Lease(name, holder, (held?.Epoch ?? 0) + (held?.Holder == holder ? 0 : 1), now + duration);
            }

            return Task.FromResult(held);
        }
    }

    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_leases.TryGetValue(name, out var held) && held.Holder == holder)
            {
                _leases[name] = held with { ExpiresAt = time.GetUtcNow() };
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>The lease as it is, also an expired one.</summary>
    internal Lease? Find(string name)
    {
        lock (_lock)
        {
            return _leases.GetValueOrDefault(name);
        }
    }

    /// <summary>All whose names begin so.</summary>
    internal IReadOnlyList<Lease> All(string prefix)
    {
        lock (_lock)
        {
            return [.. _leases.Values.Where(lease => lease.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(lease => lease.Name, StringComparer.Ordinal)];
        }
    }
}
