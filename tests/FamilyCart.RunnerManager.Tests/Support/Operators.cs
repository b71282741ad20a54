using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>An operator and somebody who may only look, as a configuration names them.</summary>
internal static class Operators
{
    public const string Token = "token-of-ann-0123456789-abcdef";
    public const string ViewerToken = "token-of-vera-0123456789-abcdef";

    public static string[] Settings { get; } =
    [
        $"--Operators:ann:Token={Token}", "--Operators:ann:Role=operator", $"--Operators:vera:Token={ViewerToken}", "--Operators:vera:Role=viewer",
    ];

    /// <summary>Posts as somebody.</summary>
    /// <param name="client">The way to the manager.</param>
    /// <param name="path">Where.</param>
    /// <param name="token">Whose; null for nobody's.</param>
    /// <param name="body">Null for none.</param>
    public static async Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, string? token, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }

    /// <summary>Gets as somebody.</summary>
    public static async Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }
}
