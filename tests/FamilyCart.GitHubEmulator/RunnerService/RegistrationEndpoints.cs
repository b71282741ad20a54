using System.Globalization;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Rest;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.RunnerService;

/// <summary>What <c>config.sh</c> asks for with a registration or remove token.</summary>
internal sealed class RegistrationEndpoints(Ground ground, RunnerRegistry runners, CredentialBook credentials, EmulatorSettings settings)
{
    private static readonly string[] s_defaultLabels = ["self-hosted", "Linux", "X64"];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/_apis/runners/register", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, body => Register(context, body))));
        endpoints.MapPost("/_apis/runners/remove", (RequestDelegate)(context => ServiceReply.RunAsync(context, ground, body => Remove(context, body))));
    }

    private Reply Register(HttpContext context, JsonObject body)
    {
        if (credentials.ScopeOf(ServiceReply.TokenOf(context), "registration") is not { } scope
            || !scope.Equals(Scope.Of(body["scope"]?.ToString() ?? string.Empty)))
        {
            return new Reply(404, new JsonObject { ["code"] = "token_not_found" });
        }

        var name = body["name"]!.ToString();
        if (runners.Find(scope, name) is { } old)
        {
            if (body["replace"] is null)
            {
                return new Reply(409, new JsonObject { ["code"] = "name_taken" });
            }

            runners.Remove(old);
        }

        var labels = (body["labels"]?.ToString() ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var runner = runners.Add(scope, name, [.. body["no_default_labels"] is null ? s_defaultLabels : [], .. labels], body["ephemeral"] is not null);
        var server = settings.AddressFor($"{context.Request.Scheme}://{context.Request.Host}/");
        return new JsonObject
        {
            ["runner"] = RunnerFiles.Base64(RunnerFiles.Settings(runner, server, body["work_folder"]?.ToString() ?? "_work", body["disable_update"] is not null)),
            ["credentials"] = RunnerFiles.Base64(RunnerFiles.Credentials(runner, server)),
            ["key"] = RunnerFiles.Base64(RunnerFiles.Key(runner, ground)),
        };
    }

    private Reply Remove(HttpContext context, JsonObject body)
    {
        if (credentials.ScopeOf(ServiceReply.TokenOf(context), "remove") is not { } scope)
        {
            return new Reply(404, new JsonObject { ["code"] = "token_not_found" });
        }

        if (long.TryParse(body["agent_id"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && runners.Find(scope, id) is { } runner)
        {
            runners.Remove(runner);
        }

        return new JsonObject();
    }
}
