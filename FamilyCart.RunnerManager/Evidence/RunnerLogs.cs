using FamilyCart.RunnerManager.Drivers;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Each runner's logs from where it runs.</summary>
internal sealed class RunnerLogs(RunnerPlaces places, ProcessLogs processes, ContainerLogs containers) : ILogSource
{
    public Task<string?> LogsAsync(string name, CancellationToken cancellationToken) => Of(name).LogsAsync(name, cancellationToken);

    public Task<IReadOnlyList<string>> SecretsAsync(string name, CancellationToken cancellationToken) => Of(name).SecretsAsync(name, cancellationToken);

    private ILogSource Of(string name) => places.IsContainer(name) ? containers : processes;
}
