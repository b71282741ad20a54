using System.Net;
using FamilyCart.Api.Business;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Business;

[Collection(ApiCollection.Name)]
public sealed class BusinessTests(ApiFixture fixture)
{
    [Fact]
    public async Task Figures_OfOneFamilyAndTheProber_LeaveTheProberOut()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, "business");
        await using var api = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        using var bob = await Person.JoinAsync(api, "Bob");
        using var prober = await Person.JoinAsync(api, "Prober");
        await ann.ShareAsync(await ann.CreateListAsync(), bob);
        (await ann.PostAsync($"shopping-lists/{await ann.CreateListAsync()}/share", new { email = Person.NewEmail("carl") })).ShouldSucceed();
        await ann.AddItemAsync(await ann.CreateListAsync());
        var deleted = await ann.CreateListAsync();
        await ann.AddItemAsync(deleted);
        (await ann.DeleteAsync($"shopping-lists/{deleted}")).ShouldSucceed(HttpStatusCode.NoContent);
        await prober.AddItemAsync(await prober.CreateListAsync());
        await database.ExecuteAsync("update account set is_probe = true where id = $1", prober.Id);

        var store = api.Services.GetRequiredService<BusinessStore>();
        Assert.Equal(
            new BusinessFigures { Members = 2, ActiveMembers = 2, ActiveFamilies = 1, Lists = 3, Items = 1, PendingInvitations = 1 },
            await store.ReadAsync(CancellationToken.None));

        api.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(
            new BusinessFigures { Members = 2, ActiveMembers = 0, ActiveFamilies = 0, Lists = 3, Items = 1, PendingInvitations = 0 },
            await store.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Metrics_OnceRead_ShowTheFigures()
    {
        await fixture.Blue.Services.GetRequiredService<BusinessSampler>().SampleAsync(CancellationToken.None);
        using var client = fixture.Blue.NewClient();
        var metrics = await client.GetStringAsync("/metrics");
        foreach (var name in new[] { "familycart_members", "familycart_members_active", "familycart_families_active", "familycart_lists", "familycart_items", "familycart_invitations_pending" })
        {
            Assert.Contains($"\n{name}{{", metrics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Invite_WhileInvitationsAreOff_IsRefusedAndOldOnesCanBeAnswered()
    {
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString, fixture.Redis.ConnectionString, new Dictionary<string, string?> { ["Features:Invitations"] = "false" });
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var listId = await ann.CreateListAsync();
        (await ann.PostAsync($"shopping-lists/{listId}/share", new { email = bob.Email })).ShouldSucceed();
        using var annThere = ann.At(api);
        (await annThere.PostAsync($"shopping-lists/{listId}/share", new { email = Person.NewEmail("carl") }))
            .ShouldFail(HttpStatusCode.Forbidden, "Invitations are switched off");

        using var bobThere = bob.At(api);
        var id = (await bobThere.GetAsync("invitations")).ShouldSucceed()[0].GetProperty("id").GetInt64();
        (await bobThere.PostAsync($"invitations/{id}/accept", null)).ShouldSucceed();
    }
}
