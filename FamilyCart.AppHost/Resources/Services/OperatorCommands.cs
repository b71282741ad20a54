using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>Commands of the dashboard that ask a service as its operator.</summary>
internal static class OperatorCommands
{
    /// <param name="operatorToken">What opens the service's endpoints; it goes out in a header, and is read when a command is executed.</param>
    /// <param name="icon">Of the dashboard's set.</param>
    /// <param name="description">What it does.</param>
    /// <param name="question">What is asked before; null for nothing.</param>
    /// <param name="service">Who is asked, for an answer without words.</param>
    public static HttpCommandOptions Options(
        ParameterResource operatorToken, string icon, string description, string? question, string service = "runner manager") => new()
    {
        Description = description,
        ConfirmationMessage = question,
        IconName = icon,
        PrepareRequest = async context => context.Request.Headers.Authorization =
            new AuthenticationHeaderValue("Bearer", await operatorToken.GetValueAsync(context.CancellationToken)),
        GetCommandResult = context => ResultAsync(context, service),
    };

    /// <summary>The service's own words, also where it refuses.</summary>
    private static async Task<ExecuteCommandResult> ResultAsync(HttpCommandResultContext context, string service)
    {
        var said = await SaidAsync(context);
        return context.Response.IsSuccessStatusCode
            ? CommandResults.Success(said ?? "Done.")
            : CommandResults.Failure(said ?? $"The {service} answered {(int)context.Response.StatusCode}.");
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
