using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FamilyCart.Api.Tests.Faults;

/// <summary>Adds items one after another, each with a key, and asks the other instance whenever one does not answer.</summary>
internal sealed class PersistentWriter : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<ApiProcess> _instances;
    private readonly int _listId;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private int _current;

    internal PersistentWriter(IReadOnlyList<ApiProcess> instances, int number, int listId, string token)
    {
        _instances = instances;
        _current = number;
        _listId = listId;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>How often no answer came.</summary>
    internal int Failures { get; private set; }

    /// <summary>Adds one item and returns its id as it was acknowledged.</summary>
    internal async Task<int> AddAsync(string name)
    {
        var key = Guid.NewGuid().ToString();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _limit; await Task.Delay(_pause))
        {
            if (await TryAddAsync(name, key) is { } id)
            {
                return id;
            }

            Failures++;
            _current++;
        }

        throw new InvalidOperationException($"Nobody took {name}.");
    }

    public void Dispose() => _client.Dispose();

    private async Task<int?> TryAddAsync(string name, string key)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"http://{_instances[_current % _instances.Count].Authority}/api/v1/shopping-lists/{_listId}/items");
        request.Content = JsonContent.Create(new { name });
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return null;
            }

            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
            return JsonDocument.Parse(text).RootElement.GetProperty("id").GetInt32();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }
}
