using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Tests.GitHub;

public sealed class HookTests
{
    private static readonly DateTimeOffset _since = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Deliveries_SeveralPages_EndWithTheFirstThatIsTooOld()
    {
        Fleet? fleet = null;
        await using var own = fleet = await Fleet.StartAsync(
            request => request.Query.Contains("cursor=b", StringComparison.Ordinal)
                ? Reply.Ok($"[{Delivery(2, "03:01")},{Delivery(1, "02:59")}]", ("Link", $"<{fleet!.Server.Address}repos/family/cart/hooks/12/deliveries?cursor=c>; rel=\"next\""))
                : Reply.Ok($"[{Delivery(4, "03:03")},{Delivery(3, "03:02")}]", ("Link", $"<{fleet!.Server.Address}repos/family/cart/hooks/12/deliveries?per_page=100&cursor=b>; rel=\"next\"")),
            ("Hooks:0:Scope", "family/cart"),
            ("Hooks:0:Id", "12"));

        Assert.True((await fleet.GitHub.DeliveriesAsync(Fleet.Repository, _since, false, default)).Try(out var deliveries, out _));

        Assert.Equal([4, 3, 2], deliveries.Select(static delivery => delivery.Id));
        Assert.Equal(("workflow_job", 502, new Guid("0b989ba4-242f-11e5-81e1-c7b6966d2516")), (deliveries[0].Event, deliveries[0].StatusCode, deliveries[0].DeliveryId));
        Assert.Equal(["GET /repos/family/cart/hooks/12/deliveries?per_page=100", "GET /repos/family/cart/hooks/12/deliveries?per_page=100&cursor=b"], fleet.Server.Lines);
    }

    [Fact]
    public async Task Redeliver_HookOfTheOrganization_AsksForAnotherAttempt()
    {
        await using var fleet = await Fleet.StartAsync(static _ => new Reply(202, "{}"), ("Hooks:0:Scope", "Family"), ("Hooks:0:Id", "3"));

        Assert.True((await fleet.GitHub.RedeliverAsync(Fleet.Repository, 77, default)).Try(out var sent, out _));

        Assert.True(sent);
        Assert.Equal(["POST /orgs/Family/hooks/3/deliveries/77/attempts"], fleet.Server.Lines);
    }

    [Fact]
    public async Task Redeliver_LostAnswer_IsUnknownAndNotRepeated()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost, ("Hooks:0:Scope", "family"), ("Hooks:0:Id", "3"));

        Assert.Equal(GitHubFault.Unknown, (await fleet.GitHub.RedeliverAsync(Fleet.Organization, 77, default)).Error!.Fault);
        Assert.Single(fleet.Server.Requests);
    }

    [Fact]
    public async Task Deliveries_HookOfTheApp_AreAskedForByTheAppItself()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Ok($"[{Delivery(4, "03:03")}]"), Fleet.App(0, "1"));

        Assert.True((await fleet.GitHub.DeliveriesAsync(Fleet.Repository, _since, false, default)).Try(out _, out _));

        Assert.Equal("GET /app/hook/deliveries?per_page=100", Assert.Single(fleet.Server.Requests).Line);
        Assert.Equal(3, fleet.Server.Requests[0].Bearer.Split('.').Length);
    }

    [Fact]
    public async Task Deliveries_NoHook_NamesTheSetting()
    {
        await using var fleet = await Fleet.StartAsync(static _ => Reply.Lost);

        var error = (await fleet.GitHub.DeliveriesAsync(Fleet.Repository, _since, false, default)).Error!;

        Assert.Equal(GitHubFault.NotFound, error.Fault);
        Assert.Contains("GitHub:Hooks:0:Scope", error.Detail, StringComparison.Ordinal);
        Assert.Empty(fleet.Server.Requests);
    }

    private static string Delivery(long id, string time) =>
        $$"""{"id":{{id}},"guid":"0b989ba4-242f-11e5-81e1-c7b6966d2516","delivered_at":"2026-01-02T{{time}}:00Z","redelivery":false,"duration":0.2,"status":"Bad Gateway","status_code":502,"event":"workflow_job","action":"queued","installation_id":null,"repository_id":1}""";
}
