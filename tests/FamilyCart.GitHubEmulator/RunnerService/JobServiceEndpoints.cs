using System.Globalization;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Rest;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.RunnerService;

/// <summary>How listeners acquire and renew jobs, and workers complete them.</summary>
internal sealed class JobServiceEndpoints(Ground ground, RunnerRegistry runners, JobBoard board, Dispatcher dispatcher, EmulatorSettings settings)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/_apis/jobs/{id:long}/acquire", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, _ => Acquire(context))));
        endpoints.MapPost("/_apis/jobs/{id:long}/renew", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, _ => Renew(context))));
        endpoints.MapPost("/_apis/jobs/{id:long}/complete", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, body => Complete(context, body))));
    }

    private Reply Acquire(HttpContext context)
    {
        if (runners.ByToken(ServiceReply.TokenOf(context)) is not { } runner)
        {
            return ServiceReply.RunnerNotFound;
        }

        return Find(context) is { } job && dispatcher.Acquire(job, runner) ? Shape(job) : new Reply(409, new JsonObject { ["code"] = "job_gone" });
    }

    private Reply Renew(HttpContext context)
    {
        if (Find(context) is not { Life: JobLife.Acquired } job)
        {
            return new Reply(404, new JsonObject { ["code"] = "job_gone" });
        }

        job.Deadline = ground.Now + settings.LockDuration;
        return new JsonObject { ["locked_until"] = job.Deadline.ToString() };
    }

    private Reply Complete(HttpContext context, JsonObject body)
    {
        if (Find(context) is not { Life: JobLife.Acquired } job || job.Token is null || job.Token != ServiceReply.TokenOf(context))
        {
            return new Reply(404, new JsonObject { ["code"] = "job_gone" });
        }

        dispatcher.Complete(job, body["result"]?.ToString() switch
        {
            "Succeeded" => "success",
            "Canceled" => "cancelled",
            _ => "failure",
        });
        return new JsonObject();
    }

    private Job? Find(HttpContext context) =>
        board.Find(long.Parse(context.GetRouteValue("id")!.ToString()!, CultureInfo.InvariantCulture));

    private static JsonObject Shape(Job job) => new()
    {
        ["id"] = job.Id.ToString(CultureInfo.InvariantCulture),
        ["name"] = job.Request.Name,
        ["job"] = job.Request.Name,
        ["run_id"] = job.Run.Id.ToString(CultureInfo.InvariantCulture),
        ["run_attempt"] = job.Attempt.ToString(CultureInfo.InvariantCulture),
        ["run_number"] = job.Run.Number.ToString(CultureInfo.InvariantCulture),
        ["repository"] = job.Run.Repository,
        ["workflow"] = job.Run.Request.Workflow,
        ["branch"] = job.Run.Request.Branch,
        ["sha"] = job.Run.Sha,
        ["event"] = job.Run.Request.Event,
        ["token"] = job.Token,
        ["steps"] = new JsonArray([.. job.Request.Script.Select(step => (JsonNode)new JsonObject
        {
            ["kind"] = step.Kind.ToString().ToLowerInvariant(),
            ["name"] = step.Name ?? step.Kind.ToString(),
            ["amount"] = step.Amount,
            ["text"] = step.Text,
        })]),
    };
}
