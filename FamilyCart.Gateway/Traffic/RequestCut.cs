using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Traffic;

/// <summary>Ends what a slot still has, all at once.</summary>
internal sealed class RequestCut
{
    private readonly CancellationTokenSource[] _slots = [new(), new()];

    /// <summary>Has a request end with the slot's others. Dispose it before the request is over.</summary>
    public CancellationTokenRegistration Register(HttpContext context, Slot slot) =>
        Volatile.Read(ref _slots[(int)slot]).Token.UnsafeRegister(static state => ((HttpContext)state!).Abort(), context);

    /// <summary>Breaks off the requests that the slot has; what comes to it later is not among them.</summary>
    public Task CutAsync(Slot slot) => Interlocked.Exchange(ref _slots[(int)slot], new CancellationTokenSource()).CancelAsync();
}
