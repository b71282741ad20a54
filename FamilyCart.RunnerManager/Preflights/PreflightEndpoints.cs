using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.Http;

namespace FamilyCart.RunnerManager.Preflights;

/// <summary><c>POST /api/gates/{environment}/preflight</c>: all that is in the way of a deployment, at once.</summary>
internal static partial class PreflightEndpoints
{
    private const string Shape = "{\"secrets\": {\"DEPLOY_KEY\": true}, \"permissions\": {\"deployments\": \"write\"}, \"lease\": \"production\", \"dry_run\": true}";

    public static void MapPreflights(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapWorkflowGroup("/api/gates/{environment}/preflight").MapPost("", PostAsync);

    private static async Task<IResult> PostAsync(string environment, PreflightReader reader, HttpContext context, ILogger<PreflightReader> logger)
    {
        if (GateWords.TryParse(environment) is not { } known)
        {
            return GateEndpoints.UnknownEnvironment();
        }

        var (request, refusal) = await JsonBody.ReadAsync(context.Request, PreflightJson.Default.PreflightRequest, Shape, context.RequestAborted);
        if (request is null)
        {
            return refusal!;
        }

        if (PreflightRules.FaultOf(request) is { } fault)
        {
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest);
        }

        var answer = await reader.ReadAsync(known, request, context.RequestAborted);
        LogAnswered(logger, environment, context.Operator(), answer.Ready, string.Join(", ", answer.Problems.Where(problem => problem.Blocking).Select(problem => $"{problem.Part} {problem.Name}")));
        return TypedResults.Json(answer, PreflightJson.Default.PreflightAnswer);
    }

    [LoggerMessage(3201, LogLevel.Information, "The preflight of {Environment} answered {Operator}: ready {Ready}; in the way: {Problems}.")]
    private static partial void LogAnswered(ILogger logger, string environment, string @operator, bool ready, string problems);
}
