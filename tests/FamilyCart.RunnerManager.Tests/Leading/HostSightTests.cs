using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leading;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Leading;

public sealed class HostSightTests
{
    private readonly HostSight _sight = new(TimeSpan.FromSeconds(5));

    [Fact]
    public void See_HostLostBeforeTheFirstLook_IsLostSinceThatLook() => Assert.Equal(At(0), LostSince(0, lost: -60));

    [Fact]
    public void See_LooksWithoutAGap_LeaveTheMomentAsItIs()
    {
        LostSince(0, lost: null);

        Assert.Equal(At(1), LostSince(2, lost: 1));
        Assert.Equal(At(1), LostSince(6, lost: 1));
    }

    [Fact]
    public void See_NobodyCouldLookMeanwhile_CountsFromTheFirstLookAfterwards()
    {
        LostSince(0, lost: null);

        Assert.Equal(At(20), LostSince(20, lost: 4));
        Assert.Equal(At(20), LostSince(23, lost: 4));
        Assert.Null(LostSince(24, lost: null));
    }

    private DateTimeOffset? LostSince(int second, int? lost) =>
        Assert.Single(_sight.See(Some.Fleet(hosts: [new FleetHost("here", lost is { } when ? At(when) : null)]) with { Now = At(second) }).Hosts).LostSince;

    private static DateTimeOffset At(int second) => Some.Now.AddSeconds(second);
}
