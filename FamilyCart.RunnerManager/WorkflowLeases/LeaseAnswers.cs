using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.WorkflowLeases;

/// <summary>What is answered to whoever asks for a lease.</summary>
internal static class LeaseAnswers
{
    /// <param name="result">What became of it.</param>
    /// <param name="id">The id for whoever took it; null for all others.</param>
    public static IResult Of(LeaseResult result, string? id = null) => result.Outcome switch
    {
        LeaseOutcome.Taken => Json(result.Lease!, id, StatusCodes.Status201Created),
        LeaseOutcome.Renewed => Json(result.Lease!, null, StatusCodes.Status200OK),
        LeaseOutcome.Released => TypedResults.NoContent(),
        LeaseOutcome.Held => Held(result.Lease!),
        LeaseOutcome.Over => Over(result.Lease!),
        LeaseOutcome.Full => TypedResults.Problem(
            $"As many leases are held as {LeaseSettings.Section}:{nameof(LeaseSettings.MostHeld)} allows beyond those with names of their own; give one back, or ask again when one has expired.",
            statusCode: StatusCodes.Status429TooManyRequests),
        _ => TypedResults.Problem("Nobody ever had a lease of that name.", statusCode: StatusCodes.Status404NotFound),
    };

    public static IResult Json(WorkflowLease lease, string? id, int status) => TypedResults.Json(
        new LeaseAnswer(
            lease.Name, lease.IsHeld, lease.Holder, lease.Epoch, lease.TakenAt, lease.ExpiresAt, SecondsLeft(lease), lease.Reason, lease.RunUrl, EndingOf(lease), id),
        LeaseJson.Default.LeaseAnswer,
        statusCode: status);

    public static ProblemHttpResult NoSuch(string name, LeaseNames names) => TypedResults.Problem(
        $"There is no lease {name}. There are {names}; {LeaseSettings.Section}:{nameof(LeaseSettings.Names)} of the runner manager adds others.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Refused(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>One sentence about who has it.</summary>
    public static string HeldSentence(WorkflowLease lease) =>
        string.Create(CultureInfo.InvariantCulture, $"{lease.Holder} has the lease {lease.Name} for {SecondsLeft(lease)} s more (epoch {lease.Epoch}), unless it is renewed.");

    // A caller that waits as long as it is told finds it free, or renewed.
    private static long SecondsLeft(WorkflowLease lease) => lease.IsHeld ? (long)Math.Ceiling(lease.Remaining.TotalSeconds) : 0;

    private static ProblemHttpResult Held(WorkflowLease lease) => TypedResults.Problem(
        HeldSentence(lease),
        statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?>
        {
            ["name"] = lease.Name,
            ["holder"] = lease.Holder,
            ["epoch"] = lease.Epoch,
            ["taken_at"] = lease.TakenAt,
            ["expires_at"] = lease.ExpiresAt,
            ["seconds_left"] = SecondsLeft(lease),
            ["reason"] = lease.Reason,
            ["run_url"] = lease.RunUrl,
        });

    private static ProblemHttpResult Over(WorkflowLease lease) => TypedResults.Problem(
        $"The lease {lease.Name} is nobody's: it was {EndingOf(lease)}. Whoever wants it takes it anew, with another Idempotency-Key.",
        statusCode: StatusCodes.Status410Gone,
        extensions: new Dictionary<string, object?> { ["name"] = lease.Name, ["epoch"] = lease.Epoch, ["ending"] = EndingOf(lease), ["expires_at"] = lease.ExpiresAt });

    // What has run out and is not noted yet has expired all the same.
    private static string? EndingOf(WorkflowLease lease) => lease switch
    {
        { IsHeld: true } => null,
        { Ending: LeaseEnding.Released } => "released",
        _ => "expired",
    };
}
