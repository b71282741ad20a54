using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Authorization;

/// <summary>Asks one instance for everybody.</summary>
internal sealed partial class Measurement(ApiApplication api, ApiDatabase database, string passwordHash) : IDisposable
{
    private readonly HttpClient _client = api.NewClient();

    /// <summary>
    /// Returns what the visitor got, the answer and what it left in the database but for ids, numbers and times, and what was wrong
    /// with how they were refused, if anything.
    /// </summary>
    internal async Task<(string Got, string Told, string? Fault)> AskAsync(MatrixRow row, Visitor visitor)
    {
        var stage = await Stage.SetAsync(database, passwordHash);
        var before = await stage.StateAsync();
        var (got, text, type) = row.Method == "WS" ? await ConnectAsync(row, stage, visitor) : await SendAsync(row, stage, visitor);
        var after = await stage.StateAsync();
        var told = $"{type} {Neutral(text)}\n{Neutral(after)}";
        if (got is not ['4', ..])
        {
            return (got, told, null);
        }

        var fault = text.Contains(Stage.Secret, StringComparison.OrdinalIgnoreCase) ? $"names somebody: {text}"
            : type != "application/problem+json" || !text.Contains("\"detail\":\"", StringComparison.Ordinal) ? $"explains nothing: {text}"
            : after != before ? "changed something"
            : null;
        return (got, told, fault is null ? null : $"{row.Name} as {visitor} {fault}");
    }

    public void Dispose() => _client.Dispose();

    private static async Task<(string Got, string Text, string? Type)> ReadAsync(HttpResponseMessage response) =>
        ($"{(int)response.StatusCode}", await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);

    private async Task<(string Got, string Text, string? Type)> SendAsync(MatrixRow row, Stage stage, Visitor visitor)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), row.PathFor(stage));
        request.Content = row.Body?.Invoke(stage, visitor) switch
        {
            null => null,
            HttpContent content => content,
            var body => JsonContent.Create(body),
        };
        if (stage.TokenOf(visitor) is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _client.SendAsync(request);
        return await ReadAsync(response);
    }

    private async Task<(string Got, string Text, string? Type)> ConnectAsync(MatrixRow row, Stage stage, Visitor visitor)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await socket.ConnectAsync(
            new Uri($"ws://{api.Address.Authority}{row.PathFor(stage)}?token={stage.TokenOf(visitor)}"), limit.Token);
        var buffer = new byte[64 * 1024];
        var greeting = await socket.ReceiveAsync(buffer, limit.Token);
        return (socket.CloseStatus is { } status ? $"{(int)status}" : "101", Encoding.UTF8.GetString(buffer, 0, greeting.Count), null);
    }

    // In the order of its parts' texts: rows of one moment stand in the order of their ids.
    private static string Neutral(string text) => string.Join(
        '\n', Varying().Replace(text, "*").Split('{', '}').Select(part => part.Trim(' ', ',', '[', ']')).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)|[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|[A-Za-z0-9_-]{43}|\\\\x[0-9a-f]{64}|\d+")]
    private static partial Regex Varying();
}
