using GatewayBench.Proxies;

namespace GatewayBench.Throughput;

/// <summary>The proxies of one part, which end together.</summary>
internal sealed class ProxySet : IAsyncDisposable
{
    private readonly List<Proxy> _proxies = [];

    internal IReadOnlyList<Proxy> All => _proxies;

    internal async Task AddAsync<TProxy>(Task<TProxy> starting)
        where TProxy : Proxy => _proxies.Add(await starting);

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }
    }
}
