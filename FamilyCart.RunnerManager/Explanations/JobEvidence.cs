using System.Globalization;
using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Explanations;

/// <summary>What is known of a job's run. Figures are there once its runner is removed, and where the host counts.</summary>
/// <param name="Host">Where it runs or ran.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="ProcessorSeconds">Seconds of one processor that the runner and the job used.</param>
/// <param name="PeakMemoryBytes">The most memory at once, cache of files included.</param>
/// <param name="MemoryLimitBytes">What it might use.</param>
/// <param name="OutOfMemory">Whether processes of it were ended at that limit.</param>
/// <param name="HasLog">Whether its log was kept, for <c>GET /api/jobs/{id}/log</c>.</param>
internal sealed record JobEvidence(
    string Host, int Attempt, double? ProcessorSeconds, long? PeakMemoryBytes, long? MemoryLimitBytes, bool OutOfMemory, bool HasLog)
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>What follows the sentence of its end; empty when nothing is known.</summary>
    [JsonIgnore]
    public string Sentence => (OutOfMemory, ProcessorSeconds, PeakMemoryBytes) switch
    {
        (true, _, _) => string.Create(CultureInfo.InvariantCulture, $" It ran out of memory: processes of it were ended at its limit of {MemoryLimitBytes / Megabyte:0} MB."),
        (_, { } seconds, { } peak) => string.Create(CultureInfo.InvariantCulture, $" It used {seconds:0.0} s of processor time and at most {peak / Megabyte:0} MB of memory."),
        _ => "",
    };
}
