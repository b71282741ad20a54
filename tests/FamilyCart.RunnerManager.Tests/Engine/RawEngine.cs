using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>The Docker Engine API by hand, so that the client of ours is not its own witness.</summary>
internal sealed class RawEngine(string socket) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(connection, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://engine/v1.41/"),
        Timeout = TimeSpan.FromMinutes(4),
    };

    public string Socket => socket;

    public async Task<JsonNode?> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
    }

    public async Task<JsonNode?> PostAsync(string path, object? body = null)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body ?? new { }), Encoding.UTF8, "application/json");
        return await SendAsync(path, content);
    }

    /// <summary>Makes an image of an archive of all its files.</summary>
    public async Task ImportAsync(string image, Stream archive, params string[] changes)
    {
        using var content = new StreamContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        var query = string.Concat(changes.Select(change => $"&changes={Uri.EscapeDataString(change)}"));
        var name = image.Split(':');
        using var response = await _http.PostAsync(new Uri($"images/create?fromSrc=-&repo={Uri.EscapeDataString(name[0])}&tag={name[1]}{query}", UriKind.Relative), content);
        var said = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode && !said.Contains("\"error\"", StringComparison.Ordinal), said);
        if (await GetAsync($"images/{image}/json") is null)
        {
            // Podman leaves the tag out of account.
            await PostAsync($"images/{name[0]}:latest/tag?repo={Uri.EscapeDataString(name[0])}&tag={name[1]}");
        }
    }

    /// <summary>Puts a file into a container, running or not.</summary>
    public async Task PutAsync(string container, string folder, byte[] archive)
    {
        using var content = new ByteArrayContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        using var response = await _http.PutAsync(new Uri($"containers/{container}/archive?path={Uri.EscapeDataString(folder)}", UriKind.Relative), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Everything that it wrote, with the heads of the frames.</summary>
    public async Task<string> LogAsync(string container) => await _http.GetStringAsync(new Uri($"containers/{container}/logs?stdout=1&stderr=1", UriKind.Relative));

    public async Task DeleteAsync(string path)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative));
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> SendAsync(string path, HttpContent content)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        var said = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {said}");
        return string.IsNullOrWhiteSpace(said) ? null : JsonNode.Parse(said);
    }
}
