namespace FamilyCart.RunnerManager.Distributions;

/// <summary>The version of the runner in this host's image of containers, and whether GitHub still takes it.</summary>
internal sealed class ImageVersion
{
    private string? _current;
    private VersionVerdict? _verdict;

    /// <summary>Null until it is known, and where there is no image.</summary>
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

    /// <summary>Why no container of this version needs to be started; null when one may.</summary>
    public string? Obstacle => Verdict is { Standing: VersionStanding.Deprecated } verdict ? verdict.Sentence : null;
}
