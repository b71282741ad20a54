using System.Net.Http.Headers;
using System.Text.Json;

namespace FamilyCart.Prober.Walks;

/// <summary>Sends one request at a time as a user's client does.</summary>
internal sealed class DoorClient(HttpMessageInvoker door, Uri address)
{
    // A list of items is a few kilobytes; whatever answers more is not FamilyCart.
    private const int LongestAnswer = 1 << 20;

    /// <summary>The log-in's token; null while nobody is logged in.</summary>
    public string? Token { get; set; }

    /// <exception cref="HttpRequestException">There was no whole answer.</exception>
    /// <exception cref="IOException">The same.</exception>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        using var response = await door.SendAsync(request, cancellationToken);
        return await ReadAsync(response.Content, cancellationToken) is { } body
            ? Answer.Of(response.StatusCode, body)
            : new Answer(StepFault.Malformed, (int)response.StatusCode, default);
    }

    public async Task<Answer> SendJsonAsync<T>(HttpMethod method, string path, T body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await SendAsync(method, path, content, cancellationToken);
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > LongestAnswer)
            {
                return null;
            }

            await body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return body.ToArray();
    }
}
