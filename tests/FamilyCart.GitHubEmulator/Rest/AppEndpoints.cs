using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Limits;
using FamilyCart.GitHubEmulator.Shapes;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>Apps, their installations and tokens; who one is; what is left of the limits; groups.</summary>
internal sealed class AppEndpoints(Ground ground, CredentialBook credentials, RateLimits limits)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRest("GET", "/app", Need.App, App);
        endpoints.MapRest("GET", "/app/installations", Need.App, Installations);
        endpoints.MapRest("GET", "/app/installations/{id:long}", Need.App, Installation);
        endpoints.MapRest("POST", "/app/installations/{id:long}/access_tokens", Need.App, Token);
        endpoints.MapRest("GET", "/repos/{owner}/{repo}/installation", Need.App, InstallationOf);
        endpoints.MapRest("GET", "/orgs/{org}/installation", Need.App, InstallationOf);
        endpoints.MapRest("GET", "/user", Need.Nothing, static call => AccountShape.User(call.Root, "octocat", "User"));
        endpoints.MapRest("GET", "/orgs/{org}", Need.Nothing, static call => AccountShape.Organization(call.Root, call.Text("org")));
        endpoints.MapRest("GET", "/orgs/{org}/actions/runner-groups", Need.Runners(ScopeKind.Organization, write: false), Groups);
        endpoints.MapRest("GET", "/enterprises/{enterprise}/actions/runner-groups", Need.Runners(ScopeKind.Enterprise, write: false), Groups);
        endpoints.MapRest("GET", "/rate_limit", Need.Nothing, RateLimit, resource: null);
    }

    private Reply App(Call call)
    {
        var app = credentials.AppOf(call.Caller)!;
        return new JsonObject
        {
            ["id"] = app.Id,
            ["slug"] = "familycart-runners",
            ["node_id"] = Numbers.Node("App", app.Id),
            ["owner"] = AccountShape.User(call.Root, app.Account.Split('/')[0], "Organization"),
            ["name"] = "FamilyCart runners",
            ["description"] = string.Empty,
            ["external_url"] = call.Root,
            ["html_url"] = $"{call.Root}apps/familycart-runners",
            ["created_at"] = "2026-01-01T00:00:00Z",
            ["updated_at"] = "2026-01-01T00:00:00Z",
            ["permissions"] = Permissions(app),
            ["events"] = new JsonArray("workflow_job"),
            ["installations_count"] = 1,
        };
    }

    private Reply Installations(Call call) => new JsonArray(Shape(call, credentials.AppOf(call.Caller)!));

    private Reply Installation(Call call) =>
        credentials.AppOf(call.Caller) is { } app && app.InstallationId == call.Number("id") ? Shape(call, app) : Reply.NotFound;

    private Reply InstallationOf(Call call) =>
        credentials.AppOf(call.Caller) is { } app && app.Account.Split('/')[0].Equals(call.Scope.Owner, StringComparison.OrdinalIgnoreCase)
            ? Shape(call, app)
            : Reply.NotFound;

    private Reply Token(Call call)
    {
        if (credentials.AppOf(call.Caller) is not { } app || app.InstallationId != call.Number("id"))
        {
            return Reply.NotFound;
        }

        var (token, expiresAt) = credentials.AddInstallationToken(app);
        return new Reply(201, new JsonObject
        {
            ["token"] = token,
            ["expires_at"] = Stamp.Of(expiresAt),
            ["permissions"] = Permissions(app),
            ["repository_selection"] = "all",
        });
    }

    private static Reply Groups(Call call) => new JsonObject
    {
        ["total_count"] = 1,
        ["runner_groups"] = new JsonArray(new JsonObject
        {
            ["id"] = 1,
            ["name"] = "Default",
            ["visibility"] = "all",
            ["default"] = true,
            ["runners_url"] = $"{call.Root}{call.Scope.Path}/actions/runner-groups/1/runners",
            ["inherited"] = false,
            ["allows_public_repositories"] = false,
            ["restricted_to_workflows"] = false,
            ["selected_workflows"] = new JsonArray(),
        }),
    };

    private Reply RateLimit(Call call)
    {
        var core = Shape(limits.Of(call.Caller.Key, RateLimits.Core));
        return new JsonObject
        {
            ["resources"] = new JsonObject
            {
                ["core"] = core,
                ["search"] = Shape(new Bucket(30, TimeSpan.FromMinutes(1))),
                ["actions_runner_registration"] = Shape(limits.Of(call.Caller.Key, RateLimits.Registration)),
            },
            ["rate"] = core.DeepClone(),
        };
    }

    private JsonObject Shape(Bucket bucket)
    {
        bucket.Renew(ground.Now);
        return new JsonObject
        {
            ["limit"] = bucket.Limit,
            ["used"] = bucket.Used,
            ["remaining"] = bucket.Remaining,
            ["reset"] = bucket.ResetAt.ToUnixTimeSeconds(),
        };
    }

    private static JsonObject Shape(Call call, AppRequest app) => new()
    {
        ["id"] = app.InstallationId,
        ["account"] = AccountShape.User(call.Root, app.Account.Split('/')[0], "Organization"),
        ["repository_selection"] = "all",
        ["access_tokens_url"] = $"{call.Root}app/installations/{app.InstallationId}/access_tokens",
        ["repositories_url"] = $"{call.Root}installation/repositories",
        ["html_url"] = $"{call.Root}settings/installations/{app.InstallationId}",
        ["app_id"] = app.Id,
        ["app_slug"] = "familycart-runners",
        ["target_id"] = Numbers.Of(app.Account.Split('/')[0]),
        ["target_type"] = "Organization",
        ["permissions"] = Permissions(app),
        ["events"] = new JsonArray("workflow_job"),
        ["created_at"] = "2026-01-01T00:00:00Z",
        ["updated_at"] = "2026-01-01T00:00:00Z",
        ["single_file_name"] = null,
        ["suspended_by"] = null,
        ["suspended_at"] = null,
    };

    private static JsonObject Permissions(AppRequest app) =>
        new(app.Permissions!.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));
}
