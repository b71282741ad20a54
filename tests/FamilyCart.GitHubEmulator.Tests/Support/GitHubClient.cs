using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace FamilyCart.GitHubEmulator.Tests.Support;

/// <summary>Calls GitHub's API as a plain client does.</summary>
internal sealed class GitHubClient(Uri address, string token) : IDisposable
{
    private readonly HttpClient _client = new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { { "Authorization", "Bearer " + token }, { "User-Agent", "tests" } },
    };

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> DeleteAsync(string path) => _client.DeleteAsync(new Uri(path, UriKind.Relative));

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) =>
        _client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body ?? new { });

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
        _client.SendAsync(new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body ?? new { }) });

    /// <summary>With the ETag of an earlier answer.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, HttpResponseMessage earlier)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", earlier.Headers.ETag!.ToString());
        return _client.SendAsync(request);
    }

    public async Task<JsonNode> JsonAsync(string path) => await JsonAsync(await GetAsync(path));

    public static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public void Dispose() => _client.Dispose();
}
