using System.Collections.Concurrent;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>What each credential may still ask for, by its name.</summary>
internal sealed class Allowances(TimeProvider time, ServerClock clock, Jitter jitter)
{
    private readonly ConcurrentDictionary<string, Allowance> _allowances = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, Allowance>> All => _allowances;

    public Allowance Of(string credential) => _allowances.GetOrAdd(credential, _ => new Allowance(time, clock, jitter));

    /// <summary>Forgets what is known of a credential, which has become another one.</summary>
    public void Forget(string credential) => _allowances.TryRemove(credential, out _);
}
