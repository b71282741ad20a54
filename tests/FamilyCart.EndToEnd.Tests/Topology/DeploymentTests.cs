using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>A deployment of the real API by the real gateway, there and back.</summary>
[Collection("topology")]
[Trait("Category", "Topology")]
public sealed class DeploymentTests(TopologyFixture topology)
{
    private const int AdminAboveGateway = 1000;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Deploy_BothSlotsInTurn_AreProvenAndAnswerUsers()
    {
        var gateway = new Uri(topology.Description.Gateway);
        using var users = new HttpClient { BaseAddress = gateway };
        using var admin = new HttpClient { BaseAddress = new UriBuilder(gateway) { Port = gateway.Port + AdminAboveGateway }.Uri };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        foreach (var slot in new[] { "green", "blue" })
        {
            using var begun = await admin.PostAsJsonAsync("/deployments", new { slot, mode = "switch" });
            Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync());
            await UntilAsync(admin, "promoted");
            using var answer = await users.GetAsync("/api/v1/system/info");
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
            using var completed = await admin.PostAsync("/complete", null);
            Assert.True(completed.IsSuccessStatusCode, await completed.Content.ReadAsStringAsync());
            Assert.Equal(slot, (await UntilAsync(admin, "idle")).GetProperty("active").GetString());
        }
    }

    private string Token() => JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(topology.Description.SecretsFile))!["operator-token"];

    private static async Task<JsonElement> UntilAsync(HttpClient admin, string phase)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (true)
        {
            var state = await admin.GetFromJsonAsync<JsonElement>("/deployments", limit.Token);
            if (state.GetProperty("phase").GetString() == phase)
            {
                return state;
            }

            Assert.True(state.GetProperty("phase").GetString() != "idle", state.ToString());
            await Task.Delay(100, limit.Token);
        }
    }
}
