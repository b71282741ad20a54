using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FamilyCart.Gateway.Tests.Traffic;

public sealed class SocketRegisterTests
{
    // A socket unwinds on a thread of its own and may be registered still when a drain looks again.
    [Fact]
    public void Cut_SocketHasNotUnwoundYet_CountsItOnce()
    {
        var sockets = new SocketRegister();
        var (blue, green) = (new Lifetime(), new Lifetime());
        sockets.Add(blue.Context, Slot.Blue);
        sockets.Add(green.Context, Slot.Green);

        Assert.Equal([1, 0], [sockets.Cut(Slot.Blue), sockets.Cut(Slot.Blue)]);
        Assert.Equal((1, 0), (blue.Aborts, green.Aborts));

        sockets.Remove(blue.Context);
        sockets.Remove(green.Context);
        Assert.Equal(0, sockets.Cut(Slot.Green));
        Assert.Equal(0, green.Aborts);
    }

    /// <summary>Counts how often a request was broken off.</summary>
    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public Lifetime()
        {
            Context = new DefaultHttpContext();
            Context.Features.Set<IHttpRequestLifetimeFeature>(this);
        }

        public HttpContext Context { get; }

        public int Aborts { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => Aborts++;
    }
}
