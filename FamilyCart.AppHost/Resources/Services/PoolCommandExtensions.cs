using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>Commands of the dashboard that take a pool of runners out of service and put it back.</summary>
internal static class PoolCommandExtensions
{
    /// <summary>Adds <c>drain-POOL</c> and <c>resume-POOL</c> for every pool that this run configures.</summary>
    /// <param name="manager">The runner manager.</param>
    /// <param name="operatorToken">What opens its endpoints; it goes out in a header, and is read when a command is executed.</param>
    public static IResourceBuilder<ProjectResource> WithPoolCommands(
        this IResourceBuilder<ProjectResource> manager, IResourceBuilder<ParameterResource> operatorToken)
    {
        if (!manager.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return manager;
        }

        foreach (var pool in manager.ApplicationBuilder.Pools())
        {
            manager
                .WithHttpCommand($"/api/pools/{pool}/drain", $"Drain {pool}", commandName: $"drain-{pool}", commandOptions: Options(
                    operatorToken.Resource, "Pause", "Nothing starts in the pool any more, idle runners end, and jobs finish.", $"Drain {pool}? Its jobs finish, and no other begins there."))
                .WithHttpCommand($"/api/pools/{pool}/resume", $"Resume {pool}", commandName: $"resume-{pool}", commandOptions: Options(
                    operatorToken.Resource, "Play", "Puts the pool back in service.", null));
        }

        return manager;
    }

    private static HttpCommandOptions Options(ParameterResource operatorToken, string icon, string description, string? question) => new()
    {
        Description = description,
        ConfirmationMessage = question,
        IconName = icon,
        PrepareRequest = async context => context.Request.Headers.Authorization =
            new AuthenticationHeaderValue("Bearer", await operatorToken.GetValueAsync(context.CancellationToken)),
        GetCommandResult = ResultAsync,
    };

    /// <summary>The manager's own words, also where it refuses.</summary>
    private static async Task<ExecuteCommandResult> ResultAsync(HttpCommandResultContext context)
    {
        var said = await SaidAsync(context);
        return context.Response.IsSuccessStatusCode
            ? CommandResults.Success(said ?? "Done.")
            : CommandResults.Failure(said ?? $"The runner manager answered {(int)context.Response.StatusCode}.");
    }

    private static async Task<string?> SaidAsync(HttpCommandResultContext context)
    {
        try
        {
            var answer = JsonNode.Parse(await context.Response.Content.ReadAsStringAsync(context.CancellationToken));
            return (string?)(answer?["message"] ?? answer?["detail"]);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
