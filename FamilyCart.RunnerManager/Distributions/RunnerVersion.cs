namespace FamilyCart.RunnerManager.Distributions;

/// <summary>One version of the runner on this host, and whether GitHub still takes it.</summary>
internal sealed class RunnerVersion
{
    private string? _current;
    private VersionVerdict? _verdict;
    private bool _isAwaited;

    /// <summary>Null until it is known, and while there is none.</summary>
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

    /// <summary>Why nothing of this version needs to be started; null when it may.</summary>
    public string? Obstacle => Verdict is { Standing: VersionStanding.Deprecated } verdict ? verdict.Sentence : null;
}
