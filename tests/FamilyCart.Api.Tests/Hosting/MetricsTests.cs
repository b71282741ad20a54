using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Hosting;

[Collection(AloneCollection.Name)]
public sealed class MetricsTests(ApiFixture fixture)
{
    [Fact]
    public async Task Metrics_AfterWhatAFamilyDoes_CountIt()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        using var bob = await Person.JoinAsync(api, "Bob");
        using var anonymous = Person.Anonymous(api);
        var listId = await ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(api, listId, ann);
        (await bob.GetAsync($"shopping-lists/{listId}")).ShouldFail(HttpStatusCode.Forbidden);
        await ann.ShareAsync(listId, bob);
        var itemId = await ann.AddItemAsync(listId);
        (await bob.PutAsync($"items/{itemId}", new { is_completed = true })).ShouldSucceed();
        (await bob.PutAsync($"items/{itemId}", new { is_completed = true })).ShouldSucceed();
        (await anonymous.LogInAsync(ann.Email, "wrong horse battery")).ShouldFail(HttpStatusCode.BadRequest);
        (await bob.PostAsync("auth/jwt/logout", null)).ShouldSucceed(HttpStatusCode.NoContent);

        using var client = api.NewClient();
        var metrics = await client.GetStringAsync("/metrics");
        Assert.Equal(1, Value(metrics, "familycart_items_added_total"));
        Assert.Equal(1, Value(metrics, "familycart_items_completed_total"));
        Assert.Equal(1, Value(metrics, "familycart_lists_created_total"));
        Assert.Equal(1, Value(metrics, "familycart_lists_shared_total"));
        Assert.Equal(2, Value(metrics, "familycart_accounts_registered_total"));
        Assert.Equal(1, Value(metrics, "familycart_logins_total", "outcome=\"failed\""));
        Assert.Equal(2, Value(metrics, "familycart_logins_total", "outcome=\"succeeded\""));
        Assert.Equal(1, Value(metrics, "familycart_tokens_revoked_total"));
        Assert.Equal(1, Value(metrics, "familycart_requests_forbidden_total"));
        Assert.Equal(4, Value(metrics, "familycart_events_sent_total"));
        Assert.Equal(1, Value(metrics, "familycart_sockets_open"));
        Assert.Equal(6, Value(metrics, "familycart_passwords_duration_seconds_count"));
    }

    private static double Value(string metrics, string name, string label = "")
    {
        var line = Assert.Single(metrics.Split('\n'), line =>
            line.StartsWith($"{name}{{", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf('}') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
