using System.Text;
using System.Text.Json;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>The body of a <c>workflow_job</c> delivery.</summary>
/// <param name="Action">What happened: queued, waiting, in_progress or completed.</param>
/// <param name="Job">The job after it happened.</param>
internal sealed record WorkflowJobEvent(string Action, GitHubJob Job)
{
    private const int LongestText = 200;
    private const int MostLabels = 100;

    /// <summary>Null when the body is no JSON, or no job that could run anywhere.</summary>
    public static WorkflowJobEvent? TryParse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(document.RootElement);
        }
        // What JsonElement throws where another kind of value stands, or a number or a time is none.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static WorkflowJobEvent? Read(JsonElement root)
    {
        var job = root.GetProperty("workflow_job");
        var action = root.GetProperty("action").GetString() ?? "";
        var repository = root.GetProperty("repository").GetProperty("full_name").GetString() ?? "";
        var labels = job.GetProperty("labels").EnumerateArray().Select(label => Storable(label.GetString() ?? "").ToLowerInvariant()).ToList();
        // The action is the news; the status beside it may already be a later one.
        if (Words.ToJobStatus(action) is not { } status
            || GitHubScope.TryParse(repository) is not { Kind: ScopeKind.Repository }
            || labels.Count > MostLabels
            || labels.Exists(label => label.Length is 0 or > LongestText))
        {
            return null;
        }

        return new WorkflowJobEvent(action, new GitHubJob(
            repository,
            Positive(job.GetProperty("id").GetInt64()),
            Positive(job.GetProperty("run_id").GetInt64()),
            (int)Positive(job.TryGetProperty("run_attempt", out var attempt) ? attempt.GetInt32() : 1),
            Shortened(job.GetProperty("name").GetString()) ?? "",
            Shortened(Text(job, "workflow_name")),
            Shortened(Text(job, "head_branch")),
            status,
            Shortened(Text(job, "conclusion")),
            labels,
            Number(job, "runner_id"),
            Shortened(Text(job, "runner_name")),
            Moment(job, "created_at") ?? Moment(job, "started_at") ?? throw new FormatException("A job has a time."),
            Moment(job, "started_at"),
            Moment(job, "completed_at")));
    }

    private static long Positive(long value) => value > 0 ? value : throw new FormatException("An id is positive.");

    private static string? Text(JsonElement job, string name) => job.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Shortened(string? text) => text switch
    {
        null => null,
        { Length: <= LongestText } => Storable(text),
        // Half of a pair is no letter.
        _ => Storable(text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)]),
    };

    // PostgreSQL stores no NUL, and UTF-8 no half of a pair.
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', ' ')));

    private static long? Number(JsonElement job, string name) =>
        job.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.GetInt64() is > 0 and var number ? number : null;

    private static DateTimeOffset? Moment(JsonElement job, string name) =>
        job.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetDateTimeOffset().ToUniversalTime() : null;
}
