using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace FamilyCart.EndToEnd.Tests.Telemetry;

/// <summary>A user with secrets of all kinds, who gives each to the real services as a browser would.</summary>
internal sealed class Shopper : IDisposable
{
    /// <summary>A trace that nobody but the shopper began.</summary>
    public const string Stranger = "0af7651916cd43dd8448eb211c80319c";

    private readonly TracedTopology _topology;
    private readonly HttpClient _http;

    public Shopper(TracedTopology topology)
    {
        _topology = topology;
        _http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, UseCookies = false }) { BaseAddress = new Uri(topology.Description.Gateway) };
        _http.DefaultRequestHeaders.Add("Cookie", $"session={Cookie}");
    }

    public string Email { get; } = $"planted-{Guid.NewGuid():N}@example.com";

    public string Guest { get; } = $"planted-guest-{Guid.NewGuid():N}@example.com";

    public string Password { get; private set; } = $"Planted-{Guid.NewGuid():N}";

    public string Cookie { get; } = $"planted{Guid.NewGuid():N}";

    /// <summary>The trace of the last request of its visit, as the answer tells it: what comes before it in a log or an export is of the visit.</summary>
    public string LastTrace { get; private set; } = "";

    /// <summary>All that was given away, by what it is.</summary>
    public Dictionary<string, string> Secrets { get; } = [];

    public void Dispose() => _http.Dispose();

    /// <summary>Registers, proves the address, forgets the password, logs in, invites a guest, and opens sockets.</summary>
    public async Task ShopAsync()
    {
        Secrets["e-mail address"] = Email;
        Secrets["guest's address"] = Guest;
        Secrets["cookie"] = Cookie;
        Secrets["first password"] = Password;
        await PostAsync("api/v1/auth/register", new { email = Email, password = Password, nickname = "Planted" });
        Secrets["verification token"] = await LetterAsync(Email, "verify");
        await PostAsync("api/v1/auth/verify/verify", new { token = Secrets["verification token"] });

        await PostAsync("api/v1/auth/reset-password/forgot-password", new { email = Email });
        Secrets["reset token"] = await LetterAsync(Email, "reset");
        Secrets["second password"] = Password = $"Planted-{Guid.NewGuid():N}";
        await PostAsync("api/v1/auth/reset-password/reset-password", new { token = Secrets["reset token"], password = Password });

        Secrets["bearer token"] = (await LogInAsync(Password)).GetProperty("access_token").GetString()!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secrets["bearer token"]);
        var list = (await PostAsync("api/v1/shopping-lists/", new { name = "Planted" })).GetProperty("id").GetInt32();
        await PostAsync($"api/v1/shopping-lists/{list}/invitations", new { email = Guest });
        Secrets["invitation token"] = await LetterAsync(Guest, "invit");
        await PostAsync("api/v1/invitations/accept", new { token = Secrets["invitation token"] }, mayFail: true);
        Secrets["socket ticket"] = (await PostAsync("api/v1/ws/tickets", new { })).GetProperty("ticket").GetString()!;
        await OpenSocketAsync(list, "ticket", Secrets["socket ticket"]);
        await OpenSocketAsync(list, "token", Secrets["bearer token"]);
        using var last = await _http.GetAsync("api/v1/shopping-lists/2147483647");
        LastTrace = await TraceOfAsync(last);
    }

    /// <summary>Logs in with a wrong password until the address is locked.</summary>
    /// <returns>The traces of the attempts that the API refused, as the answers tell them.</returns>
    public async Task<IReadOnlyList<string>> LockAsync()
    {
        var traces = new List<string>();
        for (var attempt = 0; attempt < 30; attempt++)
        {
            using var request = LogInRequest($"wrong-{Password}");
            // Whoever chooses a trace himself is not in it.
            request.Headers.Add("traceparent", $"00-{Stranger}-b7ad6b7169203331-01");
            using var answer = await _http.SendAsync(request);
            if ((int)answer.StatusCode == 429)
            {
                break;
            }

            traces.Add(await TraceOfAsync(answer));
        }

        return traces;
    }

    private static async Task<string> TraceOfAsync(HttpResponseMessage refusal)
    {
        var problem = JsonSerializer.Deserialize<JsonElement>(await refusal.Content.ReadAsStringAsync());
        Assert.True(problem.TryGetProperty("traceId", out var trace), problem.ToString());
        return trace.GetString()!;
    }

    private async Task<JsonElement> LogInAsync(string password)
    {
        using var request = LogInRequest(password);
        return await ReadAsync(request, mayFail: false);
    }

    private HttpRequestMessage LogInRequest(string password) => new(HttpMethod.Post, "api/v1/auth/jwt/login")
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = Email, ["password"] = password }),
    };

    private async Task<JsonElement> PostAsync(string path, object body, bool mayFail = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return await ReadAsync(request, mayFail);
    }

    private async Task<JsonElement> ReadAsync(HttpRequestMessage request, bool mayFail)
    {
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode || mayFail, $"{request.RequestUri}: {answer.StatusCode} {text}");
        return text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    /// <summary>The token of the letter to that address, which the operator may read at a slot.</summary>
    private async Task<string> LetterAsync(string to, string template)
    {
        var slot = _topology.Description.UrlOf("uat-api-blue");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(slot, $"api/v1/outbox/messages?to={Uri.EscapeDataString(to)}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _topology.Secrets["operator-token"]);
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var answer = await http.SendAsync(request);
        var letters = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return letters.EnumerateArray().First(letter => letter.GetProperty("template").GetString()!.Contains(template, StringComparison.Ordinal)).GetProperty("token").GetString()!;
    }

    private async Task OpenSocketAsync(int list, string key, string value)
    {
        using var socket = new ClientWebSocket();
        var address = new UriBuilder(new Uri(_http.BaseAddress!, $"api/v1/ws/lists/{list}")) { Scheme = "ws", Query = $"{key}={value}" };
        await socket.ConnectAsync(address.Uri, CancellationToken.None);
    }
}
