namespace FamilyCart.RunnerManager.Evidence;

/// <summary>Reads what a runner wrote of its job. All of it is the job's own word.</summary>
internal interface ILogSource
{
    /// <returns>The logs, one after the other, each below a line with its name; null when there are none.</returns>
    Task<string?> LogsAsync(string name, CancellationToken cancellationToken);

    /// <summary>The secrets of its registration, which its logs may repeat.</summary>
    Task<IReadOnlyList<string>> SecretsAsync(string name, CancellationToken cancellationToken);
}
