namespace FamilyCart.AppHost.Resources.Services;

/// <summary>
/// Commands of the dashboard that take this machine out of service and put it back. A topology has one manager, and so one host; other
/// hosts, and single runners, which come and go, are drained on the manager's own page.
/// </summary>
internal static class HostCommandExtensions
{
    private const string HostName = "Host:Name";

    /// <summary>Adds <c>host-drain</c> and <c>host-resume</c>.</summary>
    /// <param name="manager">The runner manager.</param>
    /// <param name="operatorToken">What opens its endpoints.</param>
    public static IResourceBuilder<ProjectResource> WithHostCommands(
        this IResourceBuilder<ProjectResource> manager, IResourceBuilder<ParameterResource> operatorToken)
    {
        if (!manager.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return manager;
        }

        // As the manager names its host.
        var host = manager.ApplicationBuilder.Configuration[HostName] ?? Environment.MachineName.ToLowerInvariant();
        var path = $"/api/hosts/{Uri.EscapeDataString(host)}";
        return manager
            .WithHttpCommand($"{path}/drain", $"Drain host {host}", commandName: "host-drain", commandOptions: OperatorCommands.Options(
                operatorToken.Resource, "Pause", "Nothing starts on this machine any more, idle runners end, and jobs finish.", $"Drain {host}? Its jobs finish, and no other begins there."))
            .WithHttpCommand($"{path}/resume", $"Resume host {host}", commandName: "host-resume", commandOptions: OperatorCommands.Options(
                operatorToken.Resource, "Play", "Puts this machine back in service.", null));
    }
}
