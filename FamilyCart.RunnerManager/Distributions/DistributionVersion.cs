using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>The version of this host's runner, and whether GitHub still takes it.</summary>
internal sealed class DistributionVersion
{
    private string? _current;
    private VersionVerdict? _verdict;
    private bool _isAwaited;

    public DistributionVersion(RunnerManagerMetrics metrics)
    {
        metrics.Meter.CreateObservableGauge(
            "familycart.runner.distribution_deprecated",
            () => Tell(IsDeprecated || Verdict is { Standing: VersionStanding.Deprecated }, Image.Verdict is { Standing: VersionStanding.Deprecated }),
            "{distribution}",
            "1 while GitHub takes no listener of this host's version any more, otherwise 0.");
        metrics.Meter.CreateObservableGauge(
            "familycart.runner.distribution_outdated",
            () => Tell(Verdict?.Sentence is not null, Image.Verdict?.Sentence is not null),
            "{distribution}",
            "1 while GitHub offers a newer version than this host's, or plans the end of this one, otherwise 0.");
    }

    /// <summary>What containers bring of their own.</summary>
    public ImageVersion Image { get; } = new();

    /// <summary>Null until it is known.</summary>
    public string? Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    /// <summary>What GitHub said of it last; null until it did.</summary>
    public VersionVerdict? Verdict
    {
        get => Volatile.Read(ref _verdict) is { } verdict && verdict.Version.ToString() == Current ? verdict : null;
        set => Volatile.Write(ref _verdict, value);
    }

    /// <summary>Whether GitHub is being asked for the first time: what has not begun yet waits those moments.</summary>
    public bool IsAwaited
    {
        get => Volatile.Read(ref _isAwaited);
        set => Volatile.Write(ref _isAwaited, value);
    }

    /// <summary>Whether the last listener was sent away for its version.</summary>
    public bool IsDeprecated { get; set; }

    /// <summary>Why no process of this version needs to be started; null when one may.</summary>
    public string? Obstacle => Verdict is { Standing: VersionStanding.Deprecated } verdict ? verdict.Sentence : null;

    private IEnumerable<Measurement<int>> Tell(bool process, bool container)
    {
        if (Current is { } version)
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
