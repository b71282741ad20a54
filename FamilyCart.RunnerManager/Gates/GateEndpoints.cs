using FamilyCart.RunnerManager.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Gates;

/// <summary><c>GET /api/gates/{environment}</c>: on which labels a deployment runs.</summary>
internal static partial class GateEndpoints
{
    public const string Unreadable = "The fleet cannot be looked at for the moment, so no gate opens: the database does not answer, or the manager has just started.";

    public static void MapGates(this IEndpointRouteBuilder endpoints) => endpoints.MapWorkflowGroup("/api/gates/{environment}").MapGet("", GetAsync);

    /// <summary>For a word that names no environment.</summary>
    public static ProblemHttpResult UnknownEnvironment() =>
        TypedResults.Problem("There is no such environment; there are uat, staging and production.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(string environment, Gatekeeper gatekeeper, GateMetrics metrics, HttpContext context, ILogger<GateMetrics> logger)
    {
        if (GateWords.TryParse(environment) is not { } known)
        {
            return UnknownEnvironment();
        }

        var verdict = await gatekeeper.JudgeAsync(known, context.RequestAborted);
        var answer = verdict switch
        {
            { Fleet: null } => "unknown",
            { Chosen: { } chosen } => GateWords.Of(chosen.Pool.Role),
            _ => "none",
        };
        metrics.Count(known, answer);
        LogAnswered(logger, environment, context.Operator(), answer, verdict.Chosen?.Pool.Name);
        return verdict switch
        {
            { Fleet: null } => Closed(context, Unreadable, verdict),
            { Chosen: null } => Closed(context, NoPool(environment, verdict), verdict),
            _ => TypedResults.Json(GateAnswer.Of(verdict), GateJson.Default.GateAnswer),
        };
    }

    private static string NoPool(string environment, GateVerdict verdict) => verdict.Pools.Count == 0
        ? $"No pool is configured for {environment}."
        : $"No pool of {environment} can be used. {string.Join(' ', verdict.Pools.Select(pool => pool.Sentence))}";

    private static ProblemHttpResult Closed(HttpContext context, string detail, GateVerdict verdict)
    {
        context.Response.Headers.RetryAfter = "5";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, extensions: new Dictionary<string, object?>
        {
            ["environment"] = GateWords.Of(verdict.Environment),
            ["pools"] = verdict.Pools.Select(pool => new RefusedPool(pool.Verdict.Pool.Name, GateWords.Of(pool.Verdict.Pool.Role), pool.Sentence ?? "")).ToArray(),
        });
    }

    [LoggerMessage(3200, LogLevel.Information, "The gate of {Environment} answered {Operator}: {Answer} ({Pool}).")]
    private static partial void LogAnswered(ILogger logger, string environment, string @operator, string answer, string? pool);
}
