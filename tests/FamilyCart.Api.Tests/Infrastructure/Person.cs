using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>Somebody at the API, anonymous or logged in, who speaks JSON with it.</summary>
internal sealed class Person : IDisposable
{
    internal const string Password = "correct horse battery";

    private readonly HttpClient _client;

    private Person(ApiApplication api, string email, string token)
    {
        _client = api.NewClient();
        Email = email;
        Token = token;
        if (token.Length > 0)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    internal string Email { get; }

    internal string Token { get; }

    internal Guid Id { get; private set; }

    internal static Person Anonymous(ApiApplication api) => new(api, "", "");

    internal static string NewEmail(string nickname) => $"{nickname}.{Guid.NewGuid():N}@example.org".ToLowerInvariant();

    /// <summary>Registers somebody new, proves the address by the letter, and logs them in.</summary>
    internal static async Task<Person> JoinAsync(ApiApplication api, string nickname, string? address = null)
    {
        using var anonymous = Anonymous(api);
        var email = address ?? NewEmail(nickname);
        var account = (await anonymous.PostAsync("auth/register", new { email, password = Password, nickname }))
            .ShouldSucceed(HttpStatusCode.Created);
        var token = await Letters.TokenAsync(api, "verify", email);

        // An address that is somebody's may have been invited.
        (await anonymous.PostAsync("auth/verify/verify", new { token, password = address is null ? null : Password })).ShouldSucceed();
        var person = await LogInAsync(api, email);
        person.Id = account.GetProperty("id").GetGuid();
        return person;
    }

    /// <summary>Registers somebody new who does not prove the address, and logs them in.</summary>
    internal static async Task<Person> JoinUnprovenAsync(ApiApplication api, string email, string password = Password)
    {
        using var anonymous = Anonymous(api);
        var account = (await anonymous.PostAsync("auth/register", new { email, password, nickname = "Somebody" }))
            .ShouldSucceed(HttpStatusCode.Created);
        var person = await LogInAsync(api, email, password);
        person.Id = account.GetProperty("id").GetGuid();
        return person;
    }

    internal static async Task<Person> LogInAsync(ApiApplication api, string email, string password = Password)
    {
        using var anonymous = Anonymous(api);
        var login = await anonymous.LogInAsync(email, password);
        return new Person(api, email, login.ShouldSucceed().GetProperty("access_token").GetString()!);
    }

    /// <summary>Logs in somebody whose account is known.</summary>
    internal static async Task<Person> LogInAsync(ApiApplication api, string email, Guid id)
    {
        var person = await LogInAsync(api, email);
        person.Id = id;
        return person;
    }

    /// <summary>The same person with the same token at another instance.</summary>
    internal Person At(ApiApplication api) => new(api, Email, Token) { Id = Id };

    /// <summary>Tries to log in, from another network if one is named.</summary>
    internal async Task<Answer> LogInAsync(string email, string password, string? network = null)
    {
        using var form = new FormUrlEncodedContent([new("username", email), new("password", password)]);
        return await SendAsync(HttpMethod.Post, "auth/jwt/login", form, network is null ? [] : [("X-Forwarded-For", network)]);
    }

    internal Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    internal Task<Answer> DeleteAsync(string path, string? session = null) => SendAsync(HttpMethod.Delete, path, null, session);

    internal Task<Answer> PostAsync(string path, object? body, string? session = null) => SendJsonAsync(HttpMethod.Post, path, body, session);

    internal Task<Answer> PatchAsync(string path, object? body) => SendJsonAsync(HttpMethod.Patch, path, body, null);

    internal Task<Answer> PutAsync(string path, object? body, string? session = null) => SendJsonAsync(HttpMethod.Put, path, body, session);

    internal Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? session = null) =>
        SendAsync(method, path, content, session is null ? [] : [("x-session-id", session)]);

    /// <summary>Sends JSON with headers of one's own.</summary>
    internal async Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        return await SendAsync(method, path, content, headers);
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Answer.ReadAsync(await _client.SendAsync(request));
    }

    /// <summary>Makes a list and returns its id.</summary>
    internal async Task<int> CreateListAsync(string name = "Groceries") =>
        (await PostAsync("shopping-lists/", new { name })).ShouldSucceed().GetProperty("id").GetInt32();

    /// <summary>Adds an item and returns its id.</summary>
    internal async Task<int> AddItemAsync(int listId, string name = "Milk") =>
        (await PostAsync($"shopping-lists/{listId}/items", new { name })).ShouldSucceed().GetProperty("id").GetInt32();

    /// <summary>Invites somebody to a list, has them accept, and returns the list as it then is.</summary>
    internal async Task<JsonElement> ShareAsync(int listId, Person other, string role = "editor")
    {
        (await PostAsync($"shopping-lists/{listId}/share", new { email = other.Email, role })).ShouldSucceed();
        var invitation = (await other.GetAsync("invitations")).ShouldSucceed().EnumerateArray()
            .Single(found => found.GetProperty("list_id").GetInt32() == listId);
        (await other.PostAsync($"invitations/{invitation.GetProperty("id").GetInt64()}/accept", null)).ShouldSucceed();
        return (await GetAsync($"shopping-lists/{listId}")).ShouldSucceed();
    }

    public void Dispose() => _client.Dispose();

    private async Task<Answer> SendJsonAsync(HttpMethod method, string path, object? body, string? session)
    {
        using var content = JsonContent.Create(body);
        return await SendAsync(method, path, content, session);
    }
}
