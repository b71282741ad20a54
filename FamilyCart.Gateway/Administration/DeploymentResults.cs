using System.Globalization;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Upstreams;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Gateway.Administration;

/// <summary>Answers of the administration.</summary>
internal static class DeploymentResults
{
    /// <summary>What holds now, with the revision as ETag.</summary>
    public static IResult Show(HttpContext context, DeploymentAnswer answer, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{answer.Revision}\"");
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(answer, statusCode: status);
    }

    /// <summary>Says what stands against a change, and what to do instead.</summary>
    public static IResult Refuse(DeploymentRefusal refusal, DeploymentState state) => TypedResults.Problem(Explain(refusal, state), statusCode: refusal switch
    {
        DeploymentRefusal.StateChanged => StatusCodes.Status412PreconditionFailed,
        DeploymentRefusal.SlotUnknown or DeploymentRefusal.KeyReused => StatusCodes.Status422UnprocessableEntity,
        DeploymentRefusal.NotWritten => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    });

    /// <summary>422 for an If-Match that is no revision.</summary>
    public static IResult BadMatch() => Invalid("If-Match", "The ETag of GET /deployments is expected, such as \"7\".");

    /// <summary>422 for one field.</summary>
    public static IResult Invalid(string field, string expected) => Invalid(new Dictionary<string, string[]> { [field] = [expected] });

    /// <summary>422 with what is wrong with each field.</summary>
    public static ProblemHttpResult Invalid(IDictionary<string, string[]> faults) => TypedResults.Problem(new HttpValidationProblemDetails(faults)
    {
        Status = StatusCodes.Status422UnprocessableEntity,
        Detail = string.Join(' ', faults.SelectMany(fault => fault.Value.Select(expected => $"{fault.Key}: {expected}"))),
    });

    private static string Explain(DeploymentRefusal refusal, DeploymentState state) => refusal switch
    {
        DeploymentRefusal.Busy when state.Current is { } current =>
            $"A deployment of {Upstream.NameOf(current.Slot)} is under way, asked for by {current.By} at {current.StartedAt:u}: it is {DeploymentWords.Of(current.Phase)}.",
        DeploymentRefusal.Busy => "A deployment was under way until now.",
        DeploymentRefusal.SlotIsActive => $"The slot {Upstream.NameOf(state.Active)} answers users already.",
        DeploymentRefusal.SlotUnknown => "The gateway has no such slot behind it (Gateway:Slots).",
        DeploymentRefusal.NothingUnderWay => "No deployment is under way.",
        DeploymentRefusal.NotInThisPhase => $"The deployment is {(state.Current is { } current ? DeploymentWords.Of(current.Phase) : "over")}: this cannot follow.",
        DeploymentRefusal.PreviousIsIll => $"{(state.Current is { } leaving ? Upstream.NameOf(leaving.Previous) : "The old slot")} is not healthy, so nobody would be answered; POST /rollback?force=true does it all the same.",
        DeploymentRefusal.AlreadyPaused => state.Pause is { } pause ? $"Requests wait already, until {pause.Until:u}: {pause.By} asked for it." : "Requests waited until now.",
        DeploymentRefusal.NotPaused => "Requests do not wait.",
        DeploymentRefusal.StateChanged => string.Create(CultureInfo.InvariantCulture, $"The state is another one by now: revision {state.Revision}."),
        DeploymentRefusal.KeyReused => "This Idempotency-Key came before with another deployment.",
        _ => "The state could not be written, so nothing was changed. The log says why.",
    };
}
