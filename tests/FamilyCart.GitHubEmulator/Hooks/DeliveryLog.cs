using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Hooks;

/// <summary>The webhooks and what was delivered of them. Everything is called under the lock.</summary>
internal sealed class DeliveryLog
{
    // GitHub keeps three days; this is more than any test makes.
    private const int Kept = 100_000;

    private readonly Ground _ground;
    private readonly List<Hook> _hooks = [];
    private readonly LinkedList<Delivery> _deliveries = [];
    private long _lastHook = 109_948_939;

    public DeliveryLog(Ground ground, EmulatorSettings settings)
    {
        _ground = ground;
        if (settings.HookUrl is { } url)
        {
            Add(new HookRequest(url, settings.HookSecret, settings.HookScope));
        }
    }

    public IReadOnlyList<Hook> Hooks => _hooks;

    /// <summary>Newest first.</summary>
    public IEnumerable<Delivery> Deliveries => _deliveries;

    public Hook Add(HookRequest request)
    {
        var hook = new Hook(++_lastHook, request, _ground.Now);
        _hooks.Add(hook);
        return hook;
    }

    public bool Remove(long id) => _hooks.RemoveAll(hook => hook.Id == id) > 0;

    public void Add(Delivery delivery)
    {
        _deliveries.AddFirst(delivery);
        if (_deliveries.Count > Kept)
        {
            _deliveries.RemoveLast();
        }
    }
}
