using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FamilyCart.AppHost.Smoke;

/// <summary>The calls of the public API that the scenario makes, as a browser would make them.</summary>
/// <param name="http">Its base address is the gateway's.</param>
internal sealed class FamilyCartClient(HttpClient http)
{
    private const int LongestExcerpt = 200;

    public Task RegisterAsync(string email, string password, string nickname, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "api/v1/auth/register", null, JsonContent.Create(new { email, password, nickname }), cancellationToken);

    /// <summary>Reads, as the operator, what was written to a new user, and does what the letter's link does.</summary>
    public async Task VerifyAsync(SmokeOutbox outbox, string email, CancellationToken cancellationToken)
    {
        // Absolute: the outbox is at a slot and not behind the gateway.
        var messages = new Uri(outbox.Slot, $"api/v1/outbox/messages?to={Uri.EscapeDataString(email)}").AbsoluteUri;
        var letters = await SendAsync(HttpMethod.Get, messages, outbox.OperatorToken, null, cancellationToken);
        var token = Property(First(letters, letter => Property(letter, "template").GetString() == "verify", "no letter asks to verify the address"), "token");
        await SendAsync(
            HttpMethod.Post, "api/v1/auth/verify/verify", null, JsonContent.Create(new { token = token.GetString() }), cancellationToken);
    }

    /// <returns>The bearer token.</returns>
    public async Task<string> LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = email, ["password"] = password });
        var answer = await SendAsync(HttpMethod.Post, "api/v1/auth/jwt/login", null, form, cancellationToken);
        return Property(answer, "access_token").GetString()!;
    }

    /// <returns>The new list's id.</returns>
    public async Task<int> CreateListAsync(string token, string name, CancellationToken cancellationToken) =>
        Id(await SendAsync(HttpMethod.Post, "api/v1/shopping-lists/", token, JsonContent.Create(new { name }), cancellationToken));

    public Task ShareAsync(string token, int list, string email, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, Path($"api/v1/shopping-lists/{list}/share"), token, JsonContent.Create(new { email }), cancellationToken);

    /// <summary>Accepts the only invitation there is for the bearer.</summary>
    public async Task AcceptInvitationAsync(string token, CancellationToken cancellationToken)
    {
        var invitations = await SendAsync(HttpMethod.Get, "api/v1/invitations", token, null, cancellationToken);
        var invitation = Property(First(invitations, _ => true, "there is no invitation"), "id").ToString();
        await SendAsync(HttpMethod.Post, $"api/v1/invitations/{Uri.EscapeDataString(invitation)}/accept", token, null, cancellationToken);
    }

    /// <returns>The new item's id.</returns>
    public async Task<int> AddItemAsync(string token, int list, string name, CancellationToken cancellationToken) =>
        Id(await SendAsync(HttpMethod.Post, Path($"api/v1/shopping-lists/{list}/items"), token, JsonContent.Create(new { name }), cancellationToken));

    public Task TickAsync(string token, int item, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, Path($"api/v1/items/{item}"), token, JsonContent.Create(new { is_completed = true }), cancellationToken);

    /// <returns>The list's items as the API tells them.</returns>
    public Task<JsonElement> ItemsAsync(string token, int list, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, Path($"api/v1/shopping-lists/{list}/items"), token, null, cancellationToken);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? token, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var excerpt = body.Length > LongestExcerpt ? body[..LongestExcerpt] : body;
            throw new SmokeFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{method} {request.RequestUri!.AbsolutePath} answered {(int)response.StatusCode}: {excerpt}"));
        }

        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }

    private static JsonElement First(JsonElement answer, Predicate<JsonElement> isWanted, string otherwise)
    {
        var found = answer.ValueKind == JsonValueKind.Array
            ? answer.EnumerateArray().FirstOrDefault(element => isWanted(element))
            : default;
        return found.ValueKind == JsonValueKind.Undefined ? throw new SmokeFailedException(otherwise) : found;
    }

    private static int Id(JsonElement answer) => Property(answer, "id").GetInt32();

    private static JsonElement Property(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value)
            ? value
            : throw new SmokeFailedException($"the answer has no '{name}'");

    private static string Path(FormattableString path) => FormattableString.Invariant(path);
}
