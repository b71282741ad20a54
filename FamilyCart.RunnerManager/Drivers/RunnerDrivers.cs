using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers;

/// <summary>
/// Each pool's own driver for what it starts, and for a runner that is there the driver that has it: a pool may have changed its driver
/// since.
/// </summary>
internal sealed partial class RunnerDrivers(ProcessDriver processes, ContainerDriver containers, RunnerPlaces places, ILogger<RunnerDrivers> logger) : IRunnerDriver
{
    private bool _silent;

    public Task<string?> ObstacleAsync(Pool pool, CancellationToken cancellationToken) => For(pool).ObstacleAsync(pool, cancellationToken);

    public Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken) =>
        For(pool).StartAsync(name, pool, files, cancellationToken);

    public ValueTask<Sighting> LookAsync(string name, CancellationToken cancellationToken) => With(name).LookAsync(name, cancellationToken);

    public async ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var names = processes.Names();
        if (!containers.IsUsed)
        {
            return names;
        }

        try
        {
            names = [.. names, .. await containers.NamesAsync(cancellationToken)];
            _silent = false;
        }
        catch (IOException exception)
        {
            // Processes are looked after all the same.
            if (!_silent)
            {
                LogSilent(exception.Message);
            }

            _silent = true;
        }

        return names;
    }

    public ValueTask InterruptAsync(string name, CancellationToken cancellationToken) => With(name).InterruptAsync(name, cancellationToken);

    public Task RemoveAsync(string name, CancellationToken cancellationToken) => With(name).RemoveAsync(name, cancellationToken);

    public Task TidyAsync(CancellationToken cancellationToken) => processes.SweepConfigurationsAsync(cancellationToken);

    private IRunnerDriver For(Pool pool) => pool.Driver == RunnerDriver.Container ? containers : processes;

    private IRunnerDriver With(string name) => places.IsContainer(name) ? containers : processes;

    [LoggerMessage(3452, LogLevel.Error, "The containers of this host are not looked after for the moment: {Reason}")]
    private partial void LogSilent(string reason);
}
