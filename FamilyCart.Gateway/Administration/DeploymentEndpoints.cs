using System.Security.Claims;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Traffic;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.Gateway.Administration;

/// <summary>The administration of deployments, on the admin listener alone. Viewers look, operators change.</summary>
internal static class DeploymentEndpoints
{
    public const string Path = "/deployments";

    public static void MapDeployments(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", DeploymentPage.Show);
        endpoints.MapGet(Path, (DeploymentOverview overview, HttpContext context) => DeploymentResults.Show(context, overview.Read()))
            .RequireAuthorization(AccessPolicies.Viewer);

        var change = endpoints.MapGroup("").RequireAuthorization(AccessPolicies.Operator).AddEndpointFilter<OperatorAudit>().AddEndpointFilter<DeploymentAudit>();
        change.MapPost(Path, BeginAsync);
        Map("/promote", (state, _, now) => DeploymentRules.Promote(state, now));
        Map("/complete", (state, _, now) => DeploymentRules.Complete(state, now));
        change.MapPost("/rollback", RollBack);
        Map("/resume", (state, _, _) => DeploymentRules.Resume(state));
        change.MapPost("/pause", PauseAsync);

        void Map(string path, Func<DeploymentState, string, DateTimeOffset, DeploymentChange> rule) =>
            change.MapPost(path, (HttpContext context, AdministrationDesk desk) => desk.ChangeAsync(context, (state, now) => rule(state, NameOf(context), now)));
    }

    private static async Task<IResult> BeginAsync(HttpContext context, AdministrationDesk desk)
    {
        var (request, fault) = await DeploymentBody.ReadAsync(context, NameOf(context));
        return request is null ? fault! : await desk.BeginAsync(context, request);
    }

    private static Task<IResult> RollBack(HttpContext context, AdministrationDesk desk, ActiveUpstream upstreams) => desk.ChangeAsync(
        context,
        (state, now) => state.Current is { Phase: DeploymentPhase.Promoted or DeploymentPhase.Draining } current
            && !upstreams.IsWell(current.Previous) && context.Request.Query["force"] != "true"
            ? DeploymentRefusal.PreviousIsIll
            : DeploymentRules.TakeBack(state, NameOf(context), now));

    private static async Task<IResult> PauseAsync(HttpContext context, AdministrationDesk desk, DeploymentSettings settings)
    {
        var (length, fault) = PauseQuery.Read(context.Request.Query, settings.PauseLimit);
        return length is { } known
            ? await desk.ChangeAsync(context, (state, now) => DeploymentRules.Pause(state, NameOf(context), known, now))
            : fault!;
    }

    private static string NameOf(HttpContext context) => context.User.FindFirstValue(ClaimTypes.Name) ?? "nobody";
}
