using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Usage;

/// <summary>The use of runners that are processes: from their control groups and their folders.</summary>
internal sealed class ProcessUsage(ProcessDriverSettings settings) : IUsageSource
{
    public ValueTask<ControlGroupUse?> ReadAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(ControlGroup.Load(Folder(name).Group)?.Use());

    public ValueTask<ControlGroupUse?> LastAsync(string name, CancellationToken cancellationToken) => ReadAsync(name, cancellationToken);

    public ValueTask<long?> DiskBytesAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(FolderSize.Of(Folder(name).Root));

    private RunnerFolder Folder(string name) => new(Path.Combine(settings.Folder, Path.GetFileName(name)));
}
