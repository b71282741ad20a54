using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Faults;
using FamilyCart.GitHubEmulator.Hooks;
using FamilyCart.GitHubEmulator.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace FamilyCart.GitHubEmulator.Control;

/// <summary>The control API: <see cref="EmulatorControl"/> over HTTP.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/emulator").AddEndpointFilter<ControlGuard>();
        group.MapGet("/runs", (EmulatorControl control) => TypedResults.Ok(control.Runs));
        group.MapPost("/runs", Queue);
        group.MapPost("/runs/{id:long}/rerun", (EmulatorControl control, long id, [FromQuery(Name = "failed_only")] bool failedOnly = false) => Done(control.Rerun(id, failedOnly)));
        group.MapGet("/jobs", (EmulatorControl control) => TypedResults.Ok(control.Jobs));
        group.MapPost("/jobs/{id:long}/approve", (EmulatorControl control, long id) => Done(control.Approve(id)));
        group.MapPost("/jobs/{id:long}/cancel", (EmulatorControl control, long id) => Done(control.Cancel(id)));
        group.MapGet("/runners", (EmulatorControl control) => TypedResults.Ok(control.Runners));
        group.MapPost("/runners/{id:long}/forget", (EmulatorControl control, long id) => Done(control.ForgetRunner(id)));
        group.MapPost("/runners/{id:long}/exit/{code:int}", (EmulatorControl control, long id, int code) => Done(control.TellToExit(id, code)));
        group.MapGet("/deliveries", (EmulatorControl control) => TypedResults.Ok(control.Deliveries));
        group.MapGet("/charged", (EmulatorControl control) => TypedResults.Ok(control.Charged));
        MapFaults(group);
        MapCredentials(group);
    }

    private static void MapFaults(RouteGroupBuilder group)
    {
        group.MapGet("/faults", (EmulatorControl control) => TypedResults.Ok(control.Faults));
        group.MapPost("/faults", (EmulatorControl control, Fault fault) => TypedResults.Ok(new { Id = control.Add(fault) }));
        group.MapDelete("/faults", (EmulatorControl control) =>
        {
            control.ClearFaults();
            return TypedResults.NoContent();
        });
        group.MapDelete("/faults/{id:int}", (EmulatorControl control, int id) => Done(control.RemoveFault(id)));
        group.MapPut("/limits/{resource}/remaining/{count:int}", (EmulatorControl control, string resource, int count) =>
        {
            control.SetRemaining(resource, count);
            return TypedResults.NoContent();
        });
        group.MapPut("/minimum-version/{version}", (EmulatorControl control, string version) =>
        {
            var valid = Version.TryParse(version, out var parsed);
            if (valid)
            {
                control.SetMinimumVersion(parsed);
            }

            return Done(valid);
        });
    }

    private static void MapCredentials(RouteGroupBuilder group)
    {
        group.MapPost("/tokens", (EmulatorControl control, TokenRequest token) => TypedResults.Ok(new { Token = control.Add(token) }));
        group.MapDelete("/tokens/{token}", (EmulatorControl control, string token) => Done(control.Revoke(token)));
        group.MapPost("/apps", (EmulatorControl control, AppRequest app) =>
        {
            control.Add(app);
            return TypedResults.NoContent();
        });
        group.MapPost("/hooks", (EmulatorControl control, HookRequest hook) => TypedResults.Ok(new { Id = control.Add(hook) }));
    }

    private static Results<Ok<RunView>, ProblemHttpResult> Queue(EmulatorControl control, RunRequest run) =>
        run.Repository.Split('/').Length != 2 || run.Jobs.Count == 0 || run.Jobs.Any(job => job.Labels.Count == 0)
            ? TypedResults.Problem("A run needs a repository (owner/name) and jobs, and each job needs labels.", statusCode: 422)
            : TypedResults.Ok(control.Queue(run));

    private static Results<NoContent, NotFound> Done(bool done) => done ? TypedResults.NoContent() : TypedResults.NotFound();
}
