using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Limits;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.RunnerService;
using FamilyCart.GitHubEmulator.Shapes;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>Runners of a repository, an organization or an enterprise.</summary>
internal sealed class RunnerEndpoints(
    Ground ground, RunnerRegistry runners, CredentialBook credentials, RunnerVersions versions, EmulatorSettings settings)
{
    private const int LongestName = 64;

    private const int MostRunners = 10_000;

    private static readonly (string Os, string Architecture, string Ending)[] s_builds =
        [("osx", "x64", "tar.gz"), ("linux", "x64", "tar.gz"), ("linux", "arm64", "tar.gz"), ("win", "x64", "zip")];

    public static readonly (ScopeKind Kind, string Prefix)[] Prefixes =
    [
        (ScopeKind.Repository, "/repos/{owner}/{repo}"),
        (ScopeKind.Organization, "/orgs/{org}"),
        (ScopeKind.Enterprise, "/enterprises/{enterprise}"),
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (kind, prefix) in Prefixes)
        {
            var (read, write) = (Need.Runners(kind, write: false), Need.Runners(kind, write: true));
            var path = prefix + "/actions/runners";
            endpoints.MapRest("GET", path, read, List);
            endpoints.MapRest("GET", path + "/{id:long}", read, Get);
            endpoints.MapRest("DELETE", path + "/{id:long}", write, Delete);
            endpoints.MapRest("POST", path + "/generate-jitconfig", write, Mint, RateLimits.Registration);
            endpoints.MapRest("POST", path + "/registration-token", write, call => Token(call, "registration"), RateLimits.Registration);
            endpoints.MapRest("POST", path + "/remove-token", write, call => Token(call, "remove"), RateLimits.Registration);
            endpoints.MapRest("GET", path + "/downloads", read, Downloads);
            endpoints.MapRest("GET", path + "/deprecations/{version}", read, Deprecation);
        }
    }

    private Reply List(Call call)
    {
        var found = runners.In(call.Scope)
            .Where(runner => call.Query("name") is not { Length: > 0 } name || runner.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return Page.Of(call, "runners", found, Shape);
    }

    private Reply Get(Call call) => runners.Find(call.Scope, call.Number("id")) is { } runner ? Shape(runner) : Reply.NotFound;

    // Refused only from acquire on: a runner that was just handed a job can be removed, and the job stalls.
    private Reply Delete(Call call)
    {
        if (runners.Find(call.Scope, call.Number("id")) is not { } runner)
        {
            return Reply.NotFound;
        }

        if (runner.Busy)
        {
            return Reply.Error(422, $"Bad request - Runner \"{runner.Name}\" is still running a job");
        }

        runners.Remove(runner);
        return new Reply(204);
    }

    private Reply Mint(Call call)
    {
        var (name, labels) = (call.Member("name"), Labels(call.Body["labels"]));
        if (Missing(call, name, labels) is { Length: > 0 } missing)
        {
            return Reply.Error(422, $"Invalid request.\n\n{missing} weren't supplied.");
        }

        if (name!.Length > LongestName || labels!.Count is 0 or > 100 || labels.Any(label => label.Length is 0 or > 256))
        {
            return Reply.Error(422, "Invalid request.\n\nThe name takes 64 characters at most, and 1 to 100 labels are needed.");
        }

        if (call.Body["runner_group_id"]!.ToString() != "1")
        {
            return Reply.NotFound;
        }

        if (runners.In(call.Scope).Count() >= MostRunners)
        {
            return Reply.Error(422, "The runner group has reached max limit of 10000 runners.");
        }

        if (runners.Find(call.Scope, name) is not null)
        {
            return Reply.Error(409, $"Already exists - A runner with the name {name} already exists.");
        }

        var runner = runners.Add(call.Scope, name, labels, ephemeral: true);
        return new Reply(201, new JsonObject
        {
            ["runner"] = Shape(runner),
            ["encoded_jit_config"] = RunnerFiles.Encode(runner, ground, settings.AddressFor(call.Server), call.Member("work_folder") ?? "_work"),
        });
    }

    private Reply Token(Call call, string use)
    {
        var (token, expiresAt) = credentials.AddRegistrationToken(call.Scope, use);
        return new Reply(201, new JsonObject { ["token"] = token, ["expires_at"] = expiresAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture) });
    }

    private Reply Downloads(Call call) => new JsonArray([.. s_builds.Select(build => new JsonObject
    {
        ["os"] = build.Os,
        ["architecture"] = build.Architecture,
        ["download_url"] = $"{call.Server}downloads/actions-runner-{build.Os}-{build.Architecture}-{versions.Newest}.{build.Ending}",
        ["filename"] = $"actions-runner-{build.Os}-{build.Architecture}-{versions.Newest}.{build.Ending}",
        ["sha256_checksum"] = new string('0', 64),
    })]);

    private Reply Deprecation(Call call)
    {
        if (!versions.TellsSchedules)
        {
            return Reply.NotFound;
        }

        var date = versions.IsDeprecated(call.Text("version")) ? Stamp.Of(ground.Now) : null;
        return new JsonObject { ["runner_version"] = call.Text("version"), ["registration_deprecates_at"] = date, ["runtime_deprecates_at"] = date };
    }

    private JsonObject Shape(Runner runner) => RunnerShape.Of(runner, runner.IsOnline(ground.Now, settings.OnlineWindow));

    internal static List<string>? Labels(JsonNode? node) =>
        node is JsonArray array && array.All(item => item is JsonValue value && value.TryGetValue<string>(out _))
            ? [.. array.Select(item => item!.GetValue<string>())]
            : null;

    private static string Missing(Call call, string? name, List<string>? labels)
    {
        List<string> missing = [];
        if (string.IsNullOrWhiteSpace(name))
        {
            missing.Add("\"name\"");
        }

        if (call.Body["runner_group_id"] is not JsonValue group || !group.TryGetValue<long>(out _))
        {
            missing.Add("\"runner_group_id\"");
        }

        if (labels is null)
        {
            missing.Add("\"labels\"");
        }

        return string.Join(", ", missing);
    }
}
