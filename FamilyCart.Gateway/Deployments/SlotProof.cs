using System.Globalization;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Proves a slot before anybody's request goes there: good answers of /health in a row, then one real answer.</summary>
internal sealed class SlotProof(DeploymentSettings settings, SlotCalls calls, ActiveUpstream upstreams, TimeProvider time)
{
    private const string HealthPath = "/health";

    /// <summary>Asks until the slot is proven or the deadline is over.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="deadline">When it is given up.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null for a proven slot, else what was wrong with it last.</returns>
    public async Task<string?> ProveAsync(Slot slot, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var good = 0;
        var fault = "";
        while (true)
        {
            if (await AskAsync(slot, HealthPath, cancellationToken) is { } ill)
            {
                (good, fault) = (0, ill);
            }
            else if (++good >= settings.ProbeCount)
            {
                if ((await AskAsync(slot, settings.SmokePath, cancellationToken) ?? Doubt(slot)) is not { } doubt)
                {
                    return null;
                }

                (good, fault) = (0, doubt);
            }

            if (time.GetUtcNow() >= deadline)
            {
                return fault;
            }

            await Task.Delay(settings.ProbeInterval, time, cancellationToken);
        }
    }

    // Requests go only where the gateway's steady probes say so.
    private string? Doubt(Slot slot) => upstreams.IsWell(slot)
        ? null
        : $"the gateway's own probes do not find {Upstream.NameOf(slot)} healthy";

    /// <summary>Null for a good answer, else what was wrong.</summary>
    private async Task<string?> AskAsync(Slot slot, string path, CancellationToken cancellationToken) => await calls.GetAsync(slot, path, cancellationToken) switch
    {
        >= 200 and < 300 => null,
        { } status => string.Create(CultureInfo.InvariantCulture, $"{path} of {Upstream.NameOf(slot)} answered {status}"),
        null => $"{path} of {Upstream.NameOf(slot)} did not answer",
    };
}
