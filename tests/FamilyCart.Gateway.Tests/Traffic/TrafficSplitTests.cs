using System.Net;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;
using Microsoft.AspNetCore.Http;

namespace FamilyCart.Gateway.Tests.Traffic;

public sealed class TrafficSplitTests
{
    private const int Clients = 20_000;

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    public void For_ManyClients_GivesTheCanaryItsShare(int percent)
    {
        var split = new TrafficSplit(Slot.Blue, Slot.Green, percent, 12345);
        var share = Enumerable.Range(0, Clients).Count(client => split.For(StickyHash.Of($"token-{client}")) == Slot.Green) * 100.0 / Clients;
        Assert.InRange(share, percent * 0.8, percent * 1.2);
    }

    [Fact]
    public void For_ShareGrows_WhoWasThereStays()
    {
        var (small, large) = (new TrafficSplit(Slot.Blue, Slot.Green, 10, 5), new TrafficSplit(Slot.Blue, Slot.Green, 50, 5));
        foreach (var client in Enumerable.Range(0, Clients).Select(number => StickyHash.Of($"token-{number}")))
        {
            Assert.False(small.For(client) == Slot.Green && large.For(client) == Slot.Blue);
        }
    }

    [Fact]
    public void For_AnotherDeployment_TriesOtherClients()
    {
        var (one, other) = (new TrafficSplit(Slot.Blue, Slot.Green, 10, StickyHash.Of("one")), new TrafficSplit(Slot.Blue, Slot.Green, 10, StickyHash.Of("other")));
        var both = Enumerable.Range(0, Clients).Select(number => StickyHash.Of($"token-{number}")).Count(client => one.For(client) == Slot.Green && other.For(client) == Slot.Green);
        Assert.InRange(both, 1, Clients / 50);
    }

    [Fact]
    public void Of_Client_CookieBeforeBearerBeforeAddress()
    {
        var (first, second) = (Context("10.0.0.1"), Context("10.0.0.2"));
        Assert.NotEqual(ClientKey.Of(first), ClientKey.Of(second));
        first.Request.Headers.Authorization = second.Request.Headers.Authorization = "Bearer one";
        Assert.Equal(ClientKey.Of(first), ClientKey.Of(second));
        first.Request.Headers.Cookie = "fc_slot=a";
        Assert.NotEqual(ClientKey.Of(first), ClientKey.Of(second));
        second.Request.Headers.Authorization = "Bearer two";
        second.Request.Headers.Cookie = "fc_slot=a";
        Assert.Equal(ClientKey.Of(first), ClientKey.Of(second));
    }

    [Theory]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void OfAddress_SameNetwork_IsTheSameClient(string one, string other, bool same) =>
        Assert.Equal(same, ClientKey.OfAddress(IPAddress.Parse(one)) == ClientKey.OfAddress(IPAddress.Parse(other)));

    private static DefaultHttpContext Context(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
}
