using FamilyCart.RunnerManager.Distributions;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>
/// The folder of one runner. <c>state/</c> belongs to the manager, so a job can neither name it another process to end nor forge an
/// exit code; <c>root/</c> belongs to the runner; <c>private/</c> lies behind what all users share.
/// </summary>
/// <param name="Path">The folder.</param>
internal sealed record RunnerFolder(string Path)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    /// <summary>The mode of a folder through which others may go, without seeing what is in it.</summary>
    public const UnixFileMode Passable = Own | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit;

    public string Root => System.IO.Path.Combine(Path, "root");

    public string State => System.IO.Path.Combine(Path, "state");

    public string Private => System.IO.Path.Combine(Path, "private");

    /// <summary>The runner's own place for temporary files, where there is no private one.</summary>
    public string Temporary => System.IO.Path.Combine(Root, "_tmp");

    public string Listener => System.IO.Path.Combine(Root, ProcessDriverSettings.Listener);

    public string Worker => System.IO.Path.Combine(Root, "bin", "Runner.Worker");

    /// <summary>There from the moment before the listener is started: without it nothing was.</summary>
    public string Begun => System.IO.Path.Combine(State, "begun");

    /// <summary>The listener's process id and when it was started, in the kernel's ticks since the machine's start.</summary>
    public string Process => System.IO.Path.Combine(State, "process");

    /// <summary>The session that the listener and what it starts belong to: the id of who began it and waits for the listener, and when that one was started.</summary>
    public string Session => System.IO.Path.Combine(State, "session");

    /// <summary>The listener's exit code, once it has ended.</summary>
    public string ExitCode => System.IO.Path.Combine(State, "exit");

    /// <summary>What the listener wrote.</summary>
    public string Output => System.IO.Path.Combine(State, "output.log");

    /// <summary>The user id of the runner, when it has one of its own.</summary>
    public string UserId => System.IO.Path.Combine(State, "user");

    /// <summary>Where the runner's control group is, when it has one.</summary>
    public string Group => System.IO.Path.Combine(State, "group");

    /// <summary>Makes it, with a distribution and the registration's files.</summary>
    /// <param name="distribution">Where the distribution is kept.</param>
    /// <param name="shared">Whether its files are the kept ones, which nobody but their owner may write, instead of copies.</param>
    /// <param name="files">By name.</param>
    public void Create(string distribution, bool shared, IReadOnlyDictionary<string, byte[]> files)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, Passable);
        Directory.CreateDirectory(Path, Passable);
        Directory.CreateDirectory(State, Own);
        Directory.CreateDirectory(Private, Passable);
        foreach (var place in (ReadOnlySpan<string>)["tmp", "var/tmp"])
        {
            var folder = Directory.CreateDirectory(System.IO.Path.Combine(Private, place));
            folder.UnixFileMode = Everybody;
        }

        FileTree.Make(distribution, Root, shared ? FileTree.Link : FileTree.Copy);
        File.SetUnixFileMode(Root, Own);
        Directory.CreateDirectory(Temporary, Own);
        foreach (var (name, content) in files)
        {
            using var file = new FileStream(
                System.IO.Path.Combine(Root, System.IO.Path.GetFileName(name)),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            file.Write(content);
        }
    }

    /// <summary>Makes the runner's folder and the registration's files the user's; the distribution stays as it is.</summary>
    /// <exception cref="UnauthorizedAccessException">The system does not allow it.</exception>
    public void GiveTo(int userId, IEnumerable<string> files)
    {
        foreach (var path in files.Select(name => System.IO.Path.Combine(Root, System.IO.Path.GetFileName(name))).Append(Temporary).Append(Root))
        {
            if (NativeMethods.ChangeOwner(path, userId, userId) != 0)
            {
                throw new UnauthorizedAccessException("The runner's folder could not be given to its user.");
            }
        }
    }
}
