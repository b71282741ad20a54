using System.Text.Json;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Which version each slot says it is, asked every 5 s: an idle slot is replaced without a word to the gateway.</summary>
internal sealed class SlotVersions(GatewayConfiguration configuration, SlotCalls calls, TimeProvider time) : BackgroundService
{
    private const int LongestVersion = 100;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly string?[] _versions = new string?[2];

    /// <summary>Null while the slot does not say.</summary>
    public string? Of(Slot slot) => Volatile.Read(ref _versions[(int)slot]);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do
            {
                foreach (var slot in configuration.Slots.Select(upstream => upstream.Slot!.Value))
                {
                    Volatile.Write(ref _versions[(int)slot], Read(await calls.GetTextAsync(slot, "/health", stoppingToken)));
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private static string? Read(string? health)
    {
        try
        {
            using var document = JsonDocument.Parse(health ?? "null");
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("service", out var service)
                && service.ValueKind == JsonValueKind.Object
                && service.TryGetProperty("version", out var version)
                && version.ValueKind == JsonValueKind.String
                && version.GetString() is { Length: > 0 and <= LongestVersion } text ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
