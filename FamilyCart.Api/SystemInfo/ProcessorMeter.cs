using System.Diagnostics;

namespace FamilyCart.Api.SystemInfo;

/// <summary>How busy the processors and this process were over the latest whole interval.</summary>
internal sealed class ProcessorMeter(Machine machine, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private Sample? _latest;
    private ProcessorUse? _use;

    /// <summary>Null until two samples were taken.</summary>
    internal ProcessorUse? Use => Volatile.Read(ref _use);

    /// <summary>Ends one interval and begins the next.</summary>
    internal void Take()
    {
        var elapsed = time.GetElapsedTime(_started);
        var (busy, offered) = machine.ProcessorTime(elapsed);
        using var process = Process.GetCurrentProcess();
        var sample = new Sample(elapsed, busy, offered, process.TotalProcessorTime);
        if (_latest is { } earlier)
        {
            Volatile.Write(ref _use, new ProcessorUse(
                Percent(sample.Busy - earlier.Busy, sample.Offered - earlier.Offered, 100),
                Percent(sample.Own - earlier.Own, sample.At - earlier.At, double.MaxValue)));
        }

        _latest = sample;
    }

    private static double Percent(TimeSpan part, TimeSpan whole, double most) =>
        whole <= TimeSpan.Zero ? 0 : Math.Round(Math.Clamp(100 * (part / whole), 0, most), 1);

    private sealed record Sample(TimeSpan At, TimeSpan Busy, TimeSpan Offered, TimeSpan Own);
}
