using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>
/// A file that says that this host has had runners as containers, for the managers that follow: whatever their settings say of new
/// ones, those are followed to their end.
/// </summary>
internal sealed class ContainerMark(ProcessDriverSettings settings)
{
    private readonly string _path = Path.Combine(settings.Folder, ".containers");
    private bool _isSet = File.Exists(Path.Combine(settings.Folder, ".containers"));

    public bool IsSet => Volatile.Read(ref _isSet);

    /// <summary>Sets it, before the first container is made.</summary>
    /// <returns>Null when it is set, otherwise one sentence that says what is in the way.</returns>
    public string? Set()
    {
        if (IsSet)
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(settings.Folder, RunnerFolder.Passable);
            File.WriteAllText(_path, "");
            Volatile.Write(ref _isSet, true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The manager cannot write into {settings.Folder}, where it keeps what it knows of this host's runners: make it the manager's own, or name another as Runner:Folder.";
        }
    }

    /// <summary>Takes it away.</summary>
    public void Clear()
    {
        try
        {
            File.Delete(_path);
            Volatile.Write(ref _isSet, false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It costs the next manager a question to the engine, and no more.
        }
    }
}
