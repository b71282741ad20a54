using System.Globalization;
using System.Text.Json;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Hosts;

/// <summary>
/// This host's registrations that serve for job after job, one file each, for the manager's eyes alone. One is a runner's, by the
/// runner's name, or free, by its slot; it changes hands by being renamed, so that after a crash it is the one's or the other's.
/// </summary>
internal sealed class KeptRegistrations(ProcessDriverSettings settings)
{
    private const string Folder = ".registrations";
    private const string End = ".json";
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string Used => Path.Combine(settings.Folder, Folder, "used");

    private string Free => Path.Combine(settings.Folder, Folder, "free");

    /// <summary>The runner's, from before; else the free one of its slot, which is the runner's from now on; else null.</summary>
    public KeptRegistration? Take(string runner, string pool, int slot)
    {
        if (Of(runner) is { } own)
        {
            return own;
        }

        var free = FileOf(pool, slot);
        if (!File.Exists(free))
        {
            return null;
        }

        Prepare();
        File.Move(free, FileOf(runner), overwrite: true);
        return Of(runner);
    }

    /// <summary>Keeps one that was just made, as the runner's.</summary>
    public void Keep(string runner, KeptRegistration registration)
    {
        Prepare();
        var path = FileOf(runner);
        File.Delete(path + ".new");
        using (var file = new FileStream(path + ".new", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Own }))
        {
            JsonSerializer.Serialize(file, registration, KeptRegistrationJson.Default.KeptRegistration);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The runner's; null when it has none.</summary>
    public KeptRegistration? Of(string runner) => Read(FileOf(runner));

    /// <summary>All that are free.</summary>
    public IReadOnlyList<KeptRegistration> AllFree() => Directory.Exists(Free) ? [.. Directory.GetFiles(Free, "*" + End).Select(Read).OfType<KeptRegistration>()] : [];

    /// <summary>The runners that have one.</summary>
    public IReadOnlyList<string> Runners() => Directory.Exists(Used) ? [.. Directory.GetFiles(Used, "*" + End).Select(path => Path.GetFileNameWithoutExtension(path))] : [];

    /// <summary>Lets the next runner of the slot have the runner's.</summary>
    public void Release(string runner, KeptRegistration registration)
    {
        Prepare();
        File.Move(FileOf(runner), FileOf(registration.Pool, registration.Slot), overwrite: true);
    }

    /// <summary>Deletes the runner's, which GitHub does not know any more.</summary>
    public void Forget(string runner) => Delete(FileOf(runner));

    /// <summary>Deletes a free one.</summary>
    public void Forget(KeptRegistration registration) => Delete(FileOf(registration.Pool, registration.Slot));

    private static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private void Prepare()
    {
        Directory.CreateDirectory(settings.Folder, Own | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (var folder in (ReadOnlySpan<string>)[Path.GetDirectoryName(Used)!, Used, Free])
        {
            Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
        }
    }

    private string FileOf(string runner) => Path.Combine(Used, Path.GetFileName(runner) + End);

    private string FileOf(string pool, int slot) => Path.Combine(Free, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(pool)}-{slot}{End}"));

    // One that cannot be read is as good as none: its runner is registered anew, and GitHub's side is swept.
    private static KeptRegistration? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), KeptRegistrationJson.Default.KeptRegistration) : null;
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException)
        {
            return null;
        }
    }
}
