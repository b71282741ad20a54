using System.Net.Http.Json;

namespace FamilyCart.AppHost.Resources.Services;

/// <summary>Commands of the dashboard that have the gateway deploy: what an operator can ask for at its admin listener.</summary>
internal static class DeploymentCommandExtensions
{
    private const string Admin = "admin";

    /// <summary>Adds <c>deploy-SLOT</c> and <c>switch-SLOT</c> for each slot, and <c>promote</c>, <c>complete</c>, <c>rollback</c>, <c>pause</c> and <c>resume</c>.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="operatorToken">What opens its administration; it is read when a command is executed.</param>
    public static IResourceBuilder<ProjectResource> WithDeploymentCommands(
        this IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ParameterResource> operatorToken)
    {
        if (!gateway.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return gateway;
        }

        foreach (var slot in new[] { "blue", "green" })
        {
            Begin(slot, "canary", $"deploy-{slot}", $"Deploy {slot}", "Probes the slot, tries it out with a growing share of the clients, and promotes it when it is no worse.", null);
            Begin(slot, "switch", $"switch-{slot}", $"Switch to {slot}", "Probes the slot, and gives it all clients at once.", $"Switch all clients to {slot} at once?");
        }

        Add("promote", "Promote", "CheckmarkCircle", "Gives the slot that is tried out all clients.", "Promote without waiting for the comparison?");
        Add("complete", "Complete", "Checkmark", "Stops keeping the old slot warm.", null);
        Add("rollback", "Roll back", "ArrowUndo", "Gives the old slot all clients again.", "Roll back?");
        Add("pause", "Pause requests", "Pause", "Holds new requests for up to 30 s.", "Hold all new requests?");
        return Add("resume", "Let requests flow", "Play", "Lets held requests go on.", null);

        void Begin(string slot, string mode, string name, string title, string description, string? question)
        {
            var options = OperatorCommands.Options(operatorToken.Resource, "Rocket", description, question, "gateway");
            var authorize = options.PrepareRequest!;
            options.PrepareRequest = async context =>
            {
                await authorize(context);
                context.Request.Content = JsonContent.Create(new { slot, mode });
            };
            gateway.WithHttpCommand("/deployments", title, Admin, name, options);
        }

        IResourceBuilder<ProjectResource> Add(string name, string title, string icon, string description, string? question) =>
            gateway.WithHttpCommand($"/{name}", title, Admin, name, OperatorCommands.Options(operatorToken.Resource, icon, description, question, "gateway"));
    }
}
