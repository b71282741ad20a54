using System.Text;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.RunnerManager.Storage;
using FamilyCart.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary><c>GET /api/jobs/{id}/log</c>, for those who may look.</summary>
internal static class LogEndpoints
{
    public static void MapLogs(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/jobs/{id:long:min(1)}/log", GetAsync)
        .RequireAuthorization(AccessPolicies.Viewer)
        .AddEndpointFilter<OperatorAudit>();

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> GetAsync(long id, EvidenceStore store, LogFolder folder, HostSettings host, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            var place = await store.FindLogAsync(id, context.RequestAborted);
            var log = place is { Runner: { } runner, LogBytes: not null } && place.Host == host.Name ? await folder.ReadAsync(runner, context.RequestAborted) : null;
            return log is null
                ? TypedResults.Problem(Missing(place, host.Name), statusCode: StatusCodes.Status404NotFound)
                : TypedResults.Text(log, "text/plain", Encoding.UTF8);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("The database cannot be read.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static string Missing(LogPlace? place, string host) => place switch
    {
        null => "The fleet never heard of a job with that id.",
        { Runner: null } => "No runner of this fleet had that job.",
        { LogBytes: null, Status: not "completed" } => "Its log is kept when its runner is removed, after the job.",
        { LogBytes: null } => "No log of it was kept.",
        _ when place.Host != host => $"It is kept on {place.Host}: ask the runner manager there.",
        _ => "It is not kept any more (Evidence:Keep, Evidence:LargestTotal).",
    };
}
