using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Gates;

/// <summary>Where a deployment runs.</summary>
/// <param name="Environment">production, staging or uat.</param>
/// <param name="Pool">The pool's name.</param>
/// <param name="Role">primary or secondary.</param>
/// <param name="Labels">What the job asks for.</param>
/// <param name="RunsOn">The same as one text of JSON, for <c>runs-on: ${{ fromJSON(…) }}</c>.</param>
/// <param name="Runners">What is there now.</param>
/// <param name="WhyNotPrimary">Null when it is a primary pool.</param>
/// <param name="AsOf">When the fleet was looked at, by the database's clock.</param>
internal sealed record GateAnswer(
    string Environment, string Pool, string Role, IReadOnlyList<string> Labels, string RunsOn, RunnerCounts Runners, string? WhyNotPrimary, DateTimeOffset AsOf)
{
    /// <param name="verdict">One with a pool to run on.</param>
    public static GateAnswer Of(GateVerdict verdict)
    {
        var chosen = verdict.Chosen!;
        return new GateAnswer(
            GateWords.Of(verdict.Environment),
            chosen.Pool.Name,
            GateWords.Of(chosen.Pool.Role),
            chosen.Pool.Labels,
            JsonSerializer.Serialize(chosen.Pool.Labels, GateJson.Default.IReadOnlyListString),
            new RunnerCounts(chosen.Listening, chosen.Busy),
            verdict.WhyNotPrimary,
            verdict.Fleet!.Now);
    }
}

/// <summary>Runners that count.</summary>
/// <param name="Listening">Wait for a job.</param>
/// <param name="Busy">Have one.</param>
internal sealed record RunnerCounts(int Listening, int Busy);

/// <summary>A pool that may not be used.</summary>
/// <param name="Pool">Its name.</param>
/// <param name="Role">primary or secondary.</param>
/// <param name="Reason">Why, with what to do about it.</param>
internal sealed record RefusedPool(string Pool, string Role, string Reason);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GateAnswer))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class GateJson : JsonSerializerContext;
