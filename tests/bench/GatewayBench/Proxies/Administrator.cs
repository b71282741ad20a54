using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace GatewayBench.Proxies;

/// <summary>Uses the gateway's administration.</summary>
internal sealed class Administrator(Uri address) : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _client = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new("Bearer", Token) } };

    internal static string Token { get; } = RandomNumberGenerator.GetHexString(48);

    /// <summary>By which slots know the gateway.</summary>
    internal static string SlotToken { get; } = RandomNumberGenerator.GetHexString(48);

    public void Dispose() => _client.Dispose();

    /// <summary>Waits until the active slot has been found well.</summary>
    internal async Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await _client.GetAsync("/health", cancellationToken);
            if (answer.IsSuccessStatusCode && !(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("not probed", StringComparison.Ordinal))
            {
                return;
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }

    /// <summary>Begins a deployment.</summary>
    /// <param name="slot">blue or green.</param>
    /// <param name="mode">canary or switch.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task DeployAsync(string slot, string mode, CancellationToken cancellationToken) => PostAsync("/deployments", new { slot, mode }, cancellationToken);

    internal Task PromoteAsync(CancellationToken cancellationToken) => PostAsync("/promote", null, cancellationToken);

    internal Task CompleteAsync(CancellationToken cancellationToken) => PostAsync("/complete", null, cancellationToken);

    /// <summary>Waits for a state.</summary>
    /// <returns>The state.</returns>
    internal async Task<JsonElement> UntilAsync(Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await _client.GetFromJsonAsync<JsonElement>("/deployments", cancellationToken);
            if (wanted(state))
            {
                return state;
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }

    /// <summary>Waits for a phase.</summary>
    internal Task UntilAsync(string phase, CancellationToken cancellationToken) =>
        UntilAsync(state => state.GetProperty("phase").GetString() == phase, cancellationToken);

    private async Task PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
