using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>The versions of this host's runners, and whether GitHub still takes them.</summary>
internal sealed class DistributionVersion
{
    public DistributionVersion(RunnerManagerMetrics metrics)
    {
        metrics.Meter.CreateObservableGauge(
            "familycart.runner.distribution_deprecated",
            () => Tell(IsDeprecated || IsDeprecatedBy(Process), IsDeprecatedBy(Image)),
            "{distribution}",
            "1 while GitHub takes no listener of this host's version any more, otherwise 0.");
        metrics.Meter.CreateObservableGauge(
            "familycart.runner.distribution_outdated",
            () => Tell(Process.Verdict?.Sentence is not null, Image.Verdict?.Sentence is not null),
            "{distribution}",
            "1 while GitHub offers a newer version than this host's, or plans the end of this one, otherwise 0.");
    }

    /// <summary>Of the distribution that processes are made of.</summary>
    public RunnerVersion Process { get; } = new();

    /// <summary>What containers bring of their own.</summary>
    public RunnerVersion Image { get; } = new();

    /// <summary>Whether the last listener was sent away for its version.</summary>
    public bool IsDeprecated { get; set; }

    private static bool IsDeprecatedBy(RunnerVersion version) => version.Verdict is { Standing: VersionStanding.Deprecated };

    private IEnumerable<Measurement<int>> Tell(bool process, bool container)
    {
        if (Process.Current is { } version)
        {
            yield return Told(process, "process", version);
        }

        if (Image.Current is { } image)
        {
            yield return Told(container, "container", image);
        }
    }

    private static Measurement<int> Told(bool holds, string driver, string version) => new(holds ? 1 : 0, new("driver", driver), new("version", version));
}
