namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>
/// The folder of one runner. <c>state/</c> belongs to the manager, so a job can neither name it another process to end nor forge an
/// exit code; <c>root/</c> belongs to the runner.
/// </summary>
/// <param name="Path">The folder.</param>
internal sealed record RunnerFolder(string Path)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = Own | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Root => System.IO.Path.Combine(Path, "root");

    public string State => System.IO.Path.Combine(Path, "state");

    public string Listener => System.IO.Path.Combine(Root, ProcessDriverSettings.Listener);

    public string Worker => System.IO.Path.Combine(Root, "bin", "Runner.Worker");

    /// <summary>The listener's process id and when it was started, in the kernel's ticks since the machine's start.</summary>
    public string Process => System.IO.Path.Combine(State, "process");

    /// <summary>The session that the listener and what it starts belong to.</summary>
    public string Session => System.IO.Path.Combine(State, "session");

    /// <summary>The listener's exit code, once it has ended.</summary>
    public string ExitCode => System.IO.Path.Combine(State, "exit");

    /// <summary>What the listener wrote.</summary>
    public string Output => System.IO.Path.Combine(State, "output.log");

    /// <summary>The user id of the runner, when it has one of its own.</summary>
    public string UserId => System.IO.Path.Combine(State, "user");

    /// <summary>Where the runner's control group is, when it has one.</summary>
    public string Group => System.IO.Path.Combine(State, "group");

    /// <summary>Makes it, with a copy of the distribution and the registration's files.</summary>
    public void Create(string distribution, IReadOnlyDictionary<string, byte[]> files)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, Passable);
        Directory.CreateDirectory(Path, Passable);
        Directory.CreateDirectory(State, Own);
        Copy(new DirectoryInfo(distribution), Root);
        foreach (var (name, content) in files)
        {
            using var file = new FileStream(
                System.IO.Path.Combine(Root, System.IO.Path.GetFileName(name)),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            file.Write(content);
        }
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to, Own);
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(System.IO.Path.Combine(to, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories())
        {
            Copy(folder, System.IO.Path.Combine(to, folder.Name));
        }
    }
}
