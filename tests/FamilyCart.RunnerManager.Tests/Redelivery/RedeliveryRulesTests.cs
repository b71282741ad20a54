using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Redelivery;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Redelivery;

public sealed class RedeliveryRulesTests
{
    private static readonly Guid s_delivery = new("0b989ba4-242f-11e5-81e1-c7b6966d2516");

    private static readonly IReadOnlySet<Guid> s_nothing = new HashSet<Guid>();

    [Theory]
    [InlineData(502, true)]
    [InlineData(504, true)]
    [InlineData(503, true)]
    [InlineData(401, true)]
    [InlineData(0, true)]
    [InlineData(202, true)]
    [InlineData(400, false)]
    [InlineData(403, false)]
    [InlineData(413, false)]
    public void Choose_NotStored_IsAskedForUnlessItWouldBeRefusedAgain(int status, bool chosen) =>
        Assert.Equal(chosen, Choose([Attempt(1, minutes: 5, status)]).Count == 1);

    [Fact]
    public void Choose_StoredAlthoughGitHubBelievesOtherwise_IsLeftAlone() =>
        Assert.Empty(RedeliveryRules.Choose([Attempt(1, minutes: 5)], new HashSet<Guid> { s_delivery }, Some.Now));

    [Fact]
    public void Choose_OtherEvent_IsLeftAlone() => Assert.Empty(Choose([Attempt(1, minutes: 5) with { Event = "ping" }]));

    [Theory]
    [InlineData(1, 0.2, false)]
    [InlineData(1, 0.3, true)]
    [InlineData(3, 0.9, false)]
    [InlineData(3, 1.1, true)]
    [InlineData(7, 20, true)]
    [InlineData(8, 300, false)]
    public void Choose_MoreAttempts_WaitsLongerAndGivesUp(int attempts, double minutes, bool chosen)
    {
        var listed = Enumerable.Range(0, attempts).Select(number => Attempt(100 - number, minutes + number));

        Assert.Equal(chosen ? [100] : [], Choose(listed).Select(delivery => delivery.Id));
    }

    [Fact]
    public void Choose_Several_ComeOldestFirst()
    {
        var listed = Enumerable.Range(1, 3).Select(number => Attempt(number, minutes: number) with { DeliveryId = Guid.NewGuid() });

        Assert.Equal([3, 2, 1], Choose(listed).Select(delivery => delivery.Id));
    }

    private static IReadOnlyList<HookDelivery> Choose(IEnumerable<HookDelivery> listed) => RedeliveryRules.Choose(listed, s_nothing, Some.Now);

    private static HookDelivery Attempt(long id, double minutes, int status = 502) => new(id, s_delivery, Some.Now - TimeSpan.FromMinutes(minutes), "workflow_job", status);
}
