using System.Net;
using FamilyCart.Prober.Tests.Support;
using FamilyCart.Prober.Walks;

namespace FamilyCart.Prober.Tests.Walks;

/// <summary>Walks through the real gateway to the real API.</summary>
[Collection(FamilyCartDefinition.Name)]
public sealed class WalkTests(FamilyCartFixture fixture) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await fixture.ForgetLoginsAsync();
        await fixture.ExecuteAsync("delete from shopping_list");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Walk_EverythingWell_SucceedsAndLeavesNothing()
    {
        using var rig = Rig.Of(fixture);

        var walk = await rig.WalkAsync(cleansUp: true);

        Assert.Equal(Enum.GetValues<WalkStep>(), walk.Steps.Select(step => step.Step));
        Assert.Equal((WalkOutcome.Succeeded, true), (walk.Outcome, walk.IsTidy));
        Assert.Equal((0, 0), await fixture.LeftAsync());
        Assert.Equal(1, await fixture.CountAsync("select count(*) from shopping_list where deleted_at is not null"));
    }

    [Fact]
    public async Task Walk_ByTheProber_CountsAsNoBusiness()
    {
        using var rig = Rig.Of(fixture);
        Assert.Equal(WalkOutcome.Succeeded, (await rig.WalkAsync()).Outcome);

        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri(fixture.Api, "/metrics"));
        Assert.DoesNotContain("\nfamilycart_items_added_total{", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("\nfamilycart_lists_created_total{", metrics, StringComparison.Ordinal);
        Assert.Contains("\nfamilycart_logins_total{", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_WithAsManyDeletedListsAsAnAccountMayOwn_StillSucceeds()
    {
        await fixture.ExecuteAsync("""
            insert into shopping_list (name, owner_id, created_at, updated_at, deleted_at)
            select 'Probe', id, now(), now(), now() from account, generate_series(1, 500) where is_probe
            """);
        using var rig = Rig.Of(fixture);

        Assert.Equal(WalkOutcome.Succeeded, (await rig.WalkAsync()).Outcome);
    }

    [Fact]
    public async Task Walk_WrongPassword_FailsAtTheLogin()
    {
        using var rig = Rig.Of(fixture, settings => settings with { Password = "not the password at all" });

        Assert.Equal((WalkStep.LogIn, StepFault.Refused, 400), LastOf(await rig.WalkAsync()));
    }

    [Theory]
    [InlineData("POST /api/v1/auth/jwt/login", WalkStep.LogIn)]
    [InlineData("POST /api/v1/shopping-lists/", WalkStep.MakeList)]
    [InlineData("POST /api/v1/ws/tickets", WalkStep.OpenSocket)]
    [InlineData("GET /api/v1/ws/lists/", WalkStep.OpenSocket)]
    [InlineData("DELETE /api/v1/items/", WalkStep.DeleteItem)]
    [InlineData("DELETE /api/v1/shopping-lists/", WalkStep.DeleteList)]
    [InlineData("POST /api/v1/auth/jwt/logout", WalkStep.LogOut)]
    internal async Task Walk_ServerFails_FailsAtThatStep(string request, WalkStep step)
    {
        using var rig = Rig.Of(fixture);
        rig.Door.Answer(request, HttpStatusCode.ServiceUnavailable);

        var walk = await rig.WalkAsync();

        Assert.Equal((step, StepFault.Failed, 503), LastOf(walk));
        Assert.Equal((WalkOutcome.Failed, false), (walk.Outcome, walk.IsTidy));
        await CleanUpAsync(rig);
    }

    [Theory]
    [InlineData("POST /api/v1/auth/jwt/login", WalkStep.LogIn)]
    [InlineData("POST /api/v1/shopping-lists/", WalkStep.MakeList)]
    [InlineData("GET /api/v1/ws/lists/", WalkStep.OpenSocket)]
    [InlineData("DELETE /api/v1/items/", WalkStep.DeleteItem)]
    internal async Task Walk_AddressLimited_IsToldApart(string request, WalkStep step)
    {
        using var rig = Rig.Of(fixture);
        rig.Door.Answer(request, HttpStatusCode.TooManyRequests);

        var walk = await rig.WalkAsync();

        Assert.Equal((step, StepFault.Limited, 429), LastOf(walk));
        Assert.Equal(WalkOutcome.Limited, walk.Outcome);
        await CleanUpAsync(rig);
    }

    [Theory]
    [InlineData("POST /api/v1/auth/jwt/login", WalkStep.LogIn)]
    [InlineData("POST /api/v1/shopping-lists/", WalkStep.MakeList)]
    [InlineData("GET /api/v1/ws/lists/", WalkStep.OpenSocket)]
    [InlineData("DELETE /api/v1/items/", WalkStep.DeleteItem)]
    [InlineData("DELETE /api/v1/shopping-lists/", WalkStep.DeleteList)]
    [InlineData("POST /api/v1/auth/jwt/logout", WalkStep.LogOut)]
    internal async Task Walk_NoAnswer_FailsAtTheDeadlineOfThatStep(string request, WalkStep step)
    {
        using var rig = Rig.Of(fixture);
        rig.Door.Hold(request);

        var walk = await rig.WalkLateAsync();

        Assert.Equal((step, StepFault.TimedOut, null), LastOf(walk));
        Assert.Equal(Rig.StepTimeout, walk.Steps[^1].Duration);
        Assert.Equal((0, 0), await fixture.LeftAsync());
    }

    [Theory]
    [InlineData("POST /api/v1/auth/jwt/login", "<html>", WalkStep.LogIn)]
    [InlineData("POST /api/v1/shopping-lists/", "[]", WalkStep.MakeList)]
    [InlineData("POST /api/v1/shopping-lists/", """{"id":"1"}""", WalkStep.MakeList)]
    [InlineData("POST /api/v1/ws/tickets", "{}", WalkStep.OpenSocket)]
    internal async Task Walk_AnswerOfSomebodyElse_FailsAtThatStep(string request, string body, WalkStep step)
    {
        using var rig = Rig.Of(fixture);
        rig.Door.Answer(request, HttpStatusCode.OK, body);

        Assert.Equal((step, StepFault.Malformed, 200), LastOf(await rig.WalkAsync()));
        await CleanUpAsync(rig);
    }

    [Fact]
    public async Task Walk_SocketEnds_FailsToSeeTheItem()
    {
        using var rig = Rig.Of(fixture);
        rig.Door.SocketFault = SocketFault.Ends;

        Assert.Equal((WalkStep.SeeItem, StepFault.SocketClosed, null), LastOf(await rig.WalkAsync()));
        Assert.Equal((0, 0), await fixture.LeftAsync());
    }

    [Fact]
    public async Task Walk_EventNeverComes_FailsToSeeTheItem()
    {
        using var rig = Rig.Of(fixture);
        rig.Door.SocketFault = SocketFault.FallsSilent;

        Assert.Equal((WalkStep.SeeItem, StepFault.TimedOut, null), LastOf(await rig.WalkLateAsync()));
        Assert.Equal((0, 0), await fixture.LeftAsync());
    }

    [Fact]
    public async Task Walk_AnswerToANewListLost_IsCleanedUpByTheNext()
    {
        using var rig = Rig.Of(fixture);
        rig.Door.LoseAnswer("POST /api/v1/shopping-lists/");
        Assert.Equal((WalkStep.MakeList, StepFault.Unreachable, null), LastOf(await rig.WalkAsync()));
        Assert.Equal((1, 0), await fixture.LeftAsync());
        await fixture.ExecuteAsync("""
            with l as (insert into shopping_list (name, owner_id, created_at, updated_at) select 'Kept', id, now(), now() from account where is_probe returning *)
            insert into list_member (list_id, account_id, joined_at) select id, owner_id, now() from l
            """);

        rig.Door.Fault = null;
        Assert.Equal(WalkOutcome.Succeeded, (await rig.WalkAsync(cleansUp: true)).Outcome);

        Assert.Equal((1, 0), await fixture.LeftAsync());
        Assert.Equal(1, await fixture.CountAsync("select count(*) from shopping_list where name = 'Kept' and deleted_at is null"));
    }

    [Fact]
    public async Task Walk_NobodyListens_FailsAtTheLogin()
    {
        using var rig = Rig.Of(fixture, settings => settings with { Address = new Uri($"https://127.0.0.1:{FamilyCart.Testing.FreePort.Next()}") });

        Assert.Equal((WalkStep.LogIn, StepFault.Unreachable, null), LastOf(await rig.WalkAsync()));
    }

    internal static (WalkStep Step, StepFault Fault, int? Status) LastOf(WalkResult walk) =>
        (walk.Steps[^1].Step, walk.Steps[^1].Fault, walk.Steps[^1].Status);

    // What the fault kept from being tidied up is gone after the next walk; the log-in that could not end stays until it ends by itself.
    private async Task CleanUpAsync(Rig rig)
    {
        rig.Door.Fault = null;
        Assert.Equal(WalkOutcome.Succeeded, (await rig.WalkAsync(cleansUp: true)).Outcome);
        Assert.Equal(0, (await fixture.LeftAsync()).Lists);
    }
}
