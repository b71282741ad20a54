using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Runners;
using FamilyCart.GitHubEmulator.Shapes;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>The labels of one runner.</summary>
internal sealed class LabelEndpoints(RunnerRegistry runners, Dispatcher dispatcher)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var (kind, prefix) in RunnerEndpoints.Prefixes)
        {
            var write = Need.Runners(kind, write: true);
            var path = prefix + "/actions/runners/{id:long}/labels";
            endpoints.MapRest("GET", path, Need.Runners(kind, write: false), call => Of(call, static _ => { }));
            endpoints.MapRest("POST", path, write, call => With(call, static (runner, labels) => runner.Labels.AddRange(labels.Except(runner.Labels, StringComparer.OrdinalIgnoreCase))));
            endpoints.MapRest("PUT", path, write, call => With(call, static (runner, labels) =>
            {
                RemoveCustom(runner);
                runner.Labels.AddRange(labels.Except(runner.Labels, StringComparer.OrdinalIgnoreCase));
            }));
            endpoints.MapRest("DELETE", path, write, call => Of(call, RemoveCustom));
            endpoints.MapRest("DELETE", path + "/{name}", write, RemoveOne);
        }
    }

    private static void RemoveCustom(Runner runner) => runner.Labels.RemoveAll(label => !RunnerShape.IsReadOnly(label));

    private Reply RemoveOne(Call call)
    {
        if (runners.Find(call.Scope, call.Number("id")) is not { } runner || !runner.Has([call.Text("name")]))
        {
            return Reply.NotFound;
        }

        return RunnerShape.IsReadOnly(call.Text("name"))
            ? Reply.Error(422, "Read-only labels cannot be removed.")
            : Of(call, found => found.Labels.RemoveAll(label => label.Equals(call.Text("name"), StringComparison.OrdinalIgnoreCase)));
    }

    private Reply With(Call call, Action<Runner, List<string>> change) =>
        RunnerEndpoints.Labels(call.Body["labels"]) is { Count: <= 100 } labels
            ? Of(call, runner => change(runner, labels))
            : Reply.Error(422, "Invalid request.\n\n\"labels\" wasn't supplied.");

    private Reply Of(Call call, Action<Runner> change)
    {
        if (runners.Find(call.Scope, call.Number("id")) is not { } runner)
        {
            return Reply.NotFound;
        }

        change(runner);
        dispatcher.Dispatch();
        return new JsonObject { ["total_count"] = runner.Labels.Count, ["labels"] = RunnerShape.Labels(runner) };
    }
}
