using System.Net;
using FamilyCart.Api.Limits;
using FamilyCart.Testing;

namespace FamilyCart.Api.Tests.Limits;

public sealed class ClientLimiterTests
{
    private static readonly IPAddress _client = IPAddress.Parse("203.0.113.1");

    private readonly ManualTime _time = new();

    [Fact]
    public void Take_BurstThenRate_GivesWhatIsLeft()
    {
        var limiter = Limiter(rate: 60, burst: 2);
        Assert.Null(limiter.Take(_client));
        Assert.Null(limiter.Take(_client));
        Assert.Equal(TimeSpan.FromSeconds(1), limiter.Take(_client));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(limiter.Take(_client));
        Assert.NotNull(limiter.Take(_client));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(limiter.Take(_client));
        Assert.Null(limiter.Take(_client));
        Assert.NotNull(limiter.Take(_client));
    }

    [Fact]
    public void Take_MoreClientsThanEntries_KeepsThoseWhoAreOverTheirLimit()
    {
        var limiter = Limiter(rate: 60, burst: 2);
        limiter.Take(_client);
        limiter.Take(_client);
        for (var number = 0; number < 1000; number++)
        {
            Assert.Null(limiter.Take(new IPAddress([10, 0, (byte)(number >> 8), (byte)number])));
        }

        Assert.NotNull(limiter.Take(_client));
        Assert.InRange(limiter.Count, 1, 100);
    }

    private ClientLimiter Limiter(int rate, int burst) => new(
        new LimitSettings(rate, burst, 100, [], 10, 200, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), 3, TimeSpan.FromMinutes(15), TimeSpan.Zero, 1), _time);
}
