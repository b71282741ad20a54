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
                .WithHttpCommand($"/api/pools/{pool}/drain", $"Drain {pool}", commandName: $"drain-{pool}", commandOptions: OperatorCommands.Options(
                    operatorToken.Resource, "Pause", "Nothing starts in the pool any more, idle runners end, and jobs finish.", $"Drain {pool}? Its jobs finish, and no other begins there."))
                .WithHttpCommand($"/api/pools/{pool}/resume", $"Resume {pool}", commandName: $"resume-{pool}", commandOptions: OperatorCommands.Options(
                    operatorToken.Resource, "Play", "Puts the pool back in service.", null));
        }

        return manager;
    }
}
