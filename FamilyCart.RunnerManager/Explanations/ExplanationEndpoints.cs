using FamilyCart.RunnerManager.Readers;
using FamilyCart.RunnerManager.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Explanations;

/// <summary><c>GET /api/jobs/{id}/explain</c>.</summary>
internal static class ExplanationEndpoints
{
    public static void MapExplanations(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/jobs/{id:long:min(1)}/explain", GetAsync)
        .RequireAuthorization(ReaderExtensions.Policy);

    private static async Task<Results<Ok<JobExplanation>, ProblemHttpResult>> GetAsync(long id, ExplanationReader reader, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            return await reader.ReadAsync(id, context.RequestAborted) is { } explanation
                ? TypedResults.Ok(explanation)
                : TypedResults.Problem("The fleet never heard of a job with that id: no webhook told of it, and it was in no list of GitHub's.", statusCode: StatusCodes.Status404NotFound);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("The database cannot be read.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
