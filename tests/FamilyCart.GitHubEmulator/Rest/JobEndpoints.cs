using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Shapes;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>Workflow runs and jobs of a repository.</summary>
internal sealed class JobEndpoints(JobBoard board, Dispatcher dispatcher)
{
    // GitHub shows no more of a filtered list.
    private const int MostFiltered = 1_000;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        const string Actions = "/repos/{owner}/{repo}/actions";
        var (read, write) = (Need.Actions(write: false), Need.Actions(write: true));
        endpoints.MapRest("GET", Actions + "/runs", read, Runs);
        endpoints.MapRest("GET", Actions + "/runs/{id:long}", read, call => OfRun(call, run => RunShape.Of(call.Root, run)));
        endpoints.MapRest("GET", Actions + "/runs/{id:long}/jobs", read, call => OfRun(call, run =>
            Jobs(call, call.Query("filter") == "all" ? run.Jobs : run.Latest)));
        endpoints.MapRest("GET", Actions + "/runs/{id:long}/attempts/{attempt:int}/jobs", read, call => OfRun(call, run =>
            Jobs(call, run.Jobs.Where(job => job.Attempt == call.Number("attempt")))));
        endpoints.MapRest("GET", Actions + "/jobs/{id:long}", read, Job);
        endpoints.MapRest("POST", Actions + "/runs/{id:long}/cancel", write, call => OfRun(call, Cancel));
        endpoints.MapRest("POST", Actions + "/runs/{id:long}/rerun", write, call => OfRun(call, run => Rerun(run, failedOnly: false)));
        endpoints.MapRest("POST", Actions + "/runs/{id:long}/rerun-failed-jobs", write, call => OfRun(call, run => Rerun(run, failedOnly: true)));
        endpoints.MapRest("GET", "/orgs/{org}/repos", Need.Nothing, Repositories);
        endpoints.MapRest("GET", "/repos/{owner}/{repo}", Need.Nothing, static call => RepositoryShape.Of(call.Root, call.Repository));
    }

    private Reply Runs(Call call)
    {
        var runs = board.Runs
            .Where(run => run.Repository.Equals(call.Repository, StringComparison.OrdinalIgnoreCase))
            .Where(run => call.Query("status") is not { Length: > 0 } status || run.Status == status || run.Conclusion == status)
            .Where(run => call.Query("branch") is not { Length: > 0 } branch || run.Request.Branch == branch)
            .Where(run => call.Query("event") is not { Length: > 0 } name || run.Request.Event == name)
            .Reverse();
        return Page.Of(call, "workflow_runs", (call.Query("status") is null ? runs : runs.Take(MostFiltered)).ToList(), run => RunShape.Of(call.Root, run));
    }

    // Those that ever had a run; whatever began one counts as a push.
    private Reply Repositories(Call call)
    {
        var pushed = board.Runs.Where(run => call.Scope.Covers(run.Repository)).GroupBy(run => run.Repository, StringComparer.OrdinalIgnoreCase)
            .Select(runs => (Name: runs.Key, At: runs.Max(run => run.CreatedAt))).OrderByDescending(one => one.At);
        return new JsonArray([.. pushed.Take(call.Query("per_page", 30, 100)).Select(one =>
        {
            var shape = RepositoryShape.Of(call.Root, one.Name);
            shape["pushed_at"] = Stamp.Of(one.At);
            return shape;
        })]);
    }

    private Reply Job(Call call) =>
        board.Find(call.Number("id")) is { } job && job.Run.Repository.Equals(call.Repository, StringComparison.OrdinalIgnoreCase)
            ? JobShape.Of(call.Root, job)
            : Reply.NotFound;

    private Reply OfRun(Call call, Func<Run, Reply> answer) =>
        board.FindRun(call.Repository, call.Number("id")) is { } run ? answer(run) : Reply.NotFound;

    private static Reply Jobs(Call call, IEnumerable<Job> jobs) =>
        Page.Of(call, "jobs", jobs.ToList(), job => JobShape.Of(call.Root, job));

    private Reply Cancel(Run run)
    {
        if (run.Status == "completed")
        {
            return Reply.Error(409, "Cannot cancel a workflow run that is completed.");
        }

        run.Latest.ToList().ForEach(job => dispatcher.Cancel(job));
        return new Reply(202, new JsonObject());
    }

    private Reply Rerun(Run run, bool failedOnly)
    {
        if (!board.Rerun(run, failedOnly))
        {
            return Reply.Error(403, "This workflow is already running");
        }

        dispatcher.Dispatch();
        return new Reply(201, new JsonObject());
    }
}
