using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.ServiceDefaults.Http;

/// <summary>How requests of an HTTP client are bounded, repeated and cut off.</summary>
/// <param name="AttemptTimeout">How long one attempt may take until its response's headers, 0.1 s to 5 min. Default 10 s.</param>
/// <param name="TotalTimeout">How long all attempts together may take, 0.1 s to 10 min. Default 30 s.</param>
/// <param name="Retries">How many further attempts idempotent requests get, 0 to 10. Default 3.</param>
/// <param name="RetryDelay">The median delay before the first of them, doubled each time, 1 ms to 10 s. Default 0.2 s.</param>
/// <param name="BreakRatio">The share of failures that opens a destination's circuit, 0.01 to 1. Default 0.5.</param>
/// <param name="BreakMinimum">The fewest requests within <paramref name="BreakWindow"/> to judge by, 2 to 10000. Default 10.</param>
/// <param name="BreakWindow">The window in which failures are counted, 0.5 s to 10 min. Default 30 s.</param>
/// <param name="BreakDuration">How long a circuit stays open, 0.5 s to 10 min. Default 5 s.</param>
public sealed record HttpResilienceSettings(
    TimeSpan AttemptTimeout,
    TimeSpan TotalTimeout,
    int Retries,
    TimeSpan RetryDelay,
    double BreakRatio,
    int BreakMinimum,
    TimeSpan BreakWindow,
    TimeSpan BreakDuration)
{
    internal static HttpResilienceSettings Defaults { get; } = new(
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        3,
        TimeSpan.FromSeconds(0.2),
        0.5,
        10,
        TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(5));

    internal static HttpResilienceSettings Read(SettingReader reader, HttpResilienceSettings fallback)
    {
        var settings = new HttpResilienceSettings(
            reader.Duration(nameof(AttemptTimeout), fallback.AttemptTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5)),
            reader.Duration(nameof(TotalTimeout), fallback.TotalTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(10)),
            reader.Whole(nameof(Retries), fallback.Retries, 0, 10),
            reader.Duration(nameof(RetryDelay), fallback.RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)),
            reader.Number(nameof(BreakRatio), fallback.BreakRatio, 0.01, 1),
            reader.Whole(nameof(BreakMinimum), fallback.BreakMinimum, 2, 10_000),
            reader.Duration(nameof(BreakWindow), fallback.BreakWindow, TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(10)),
            reader.Duration(nameof(BreakDuration), fallback.BreakDuration, TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(10)));

        if (settings.AttemptTimeout > settings.TotalTimeout)
        {
            reader.AddFault(
                nameof(AttemptTimeout),
                settings.AttemptTimeout.ToString("c"),
                $"at most TotalTimeout ({settings.TotalTimeout:c})",
                settings.TotalTimeout.ToString("c"));
        }

        return settings;
    }
}
