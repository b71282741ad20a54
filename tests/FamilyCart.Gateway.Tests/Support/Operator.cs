using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>Somebody with a token at the admin listener.</summary>
internal sealed class Operator(HttpClient admin, string token = Operator.Token)
{
    public const string Token = "operator-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string ViewerToken = "viewer-0123456789abcdefghijklmnopqrstuvwxyzab";

    public Operator(RunningGateway gateway, string token = Token)
        : this(gateway.Admin, token)
    {
    }

    public static (string Key, string? Value)[] Settings { get; } =
    [
        ("Operators:ann:Token", Token),
        ("Operators:ann:Role", "operator"),
        ("Operators:vic:Token", ViewerToken),
        ("Operators:vic:Role", "viewer"),
    ];

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, []);

    public async Task<JsonElement> StateAsync() => await (await GetAsync("/deployments")).Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Waits until the gateway is in a phase.</summary>
    public Task UntilAsync(string phase) => Eventually.TrueAsync(async () => (await StateAsync()).GetProperty("phase").GetString() == phase);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token.Length > 0 ? new AuthenticationHeaderValue("Bearer", token) : null;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return admin.SendAsync(request);
    }
}
