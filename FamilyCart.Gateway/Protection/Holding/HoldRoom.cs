using FamilyCart.Gateway.Protection.Connections;
using FamilyCart.Gateway.Protection.Limits;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyCart.Gateway.Protection.Holding;

/// <summary>
/// The room for requests that wait while traffic is paused, in all and of one address. Nobody reads a waiting body, so of each no more
/// lies in memory than the server's buffer takes.
/// </summary>
internal sealed class HoldRoom(HoldSettings settings, ConnectionSettings connections)
{
    private readonly Lock _entering = new();
    private readonly Dictionary<ulong, Share> _addresses = [];
    private Share _all;

    /// <summary>Lets a request wait.</summary>
    /// <returns>What is disposed when it waits no more; null when there is no room.</returns>
    public IDisposable? Enter(HttpContext context) => Enter(AddressKey.Of(context.Connection.RemoteIpAddress), BytesOf(context));

    /// <summary>The same for an address of <see cref="AddressKey"/> and the bytes that its body may have in memory.</summary>
    public IDisposable? Enter(ulong address, long bytes)
    {
        lock (_entering)
        {
            var own = _addresses.GetValueOrDefault(address).Plus(1, bytes);
            var all = _all.Plus(1, bytes);
            if (own.Requests > settings.RequestsPerAddress || own.Bytes > settings.BytesPerAddress || all.Requests > settings.Requests || all.Bytes > settings.Bytes)
            {
                return null;
            }

            (_addresses[address], _all) = (own, all);
            return new Place(this, address, bytes);
        }
    }

    private void Leave(ulong address, long bytes)
    {
        lock (_entering)
        {
            _all = _all.Plus(-1, -bytes);
            var left = _addresses[address].Plus(-1, -bytes);
            if (left.Requests == 0)
            {
                _addresses.Remove(address);
            }
            else
            {
                _addresses[address] = left;
            }
        }
    }

    private long BytesOf(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false
        ? 0
        : Math.Min(context.Request.ContentLength ?? long.MaxValue, ConnectionLimits.BufferOf(connections));

    private readonly record struct Share(int Requests, long Bytes)
    {
        public Share Plus(int requests, long bytes) => new(Requests + requests, Bytes + bytes);
    }

    private sealed class Place(HoldRoom room, ulong address, long bytes) : IDisposable
    {
        private bool _isLeft;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _isLeft, true))
            {
                room.Leave(address, bytes);
            }
        }
    }
}
