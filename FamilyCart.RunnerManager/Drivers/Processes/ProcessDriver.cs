using System.Diagnostics;
using System.Globalization;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>A runner as a process of a user of its own, in a session of its own: what ends the manager does not reach it.</summary>
/// <param name="settings">Where runners live.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of starts.</param>
/// <param name="groups">Holds runners to their limits; without it they have none.</param>
internal sealed partial class ProcessDriver(ProcessDriverSettings settings, TimeProvider time, ILogger<ProcessDriver> logger, ControlGroups? groups = null) : IRunnerDriver
{
    private const string Shell = "/bin/sh";

    // Waits for the listener in the manager's place, which may be gone when it ends, and keeps its true exit code. A shell starts
    // what it does not wait for with Ctrl-C ignored, hence env. What becomes the listener enters its control group first, so that
    // nothing ever runs outside of it.
    private const string Script = """
        state=$1 root=$2 entrances=$3
        shift 3
        exec >/dev/null 2>&1
        echo $$ >"$state/session"
        cd "$root" || exit 1
        (
          for entrance in $entrances; do echo 0 >"$entrance" || exit 125; done
          exec env --default-signal=INT,QUIT "$@" >"$state/output.log" 2>&1 </dev/null
        ) &
        id=$!
        echo "$id $(cut -d ' ' -f 22 "/proc/$id/stat")" >"$state/process.new"
        mv "$state/process.new" "$state/process"
        wait "$id"
        echo "$?" >"$state/exit.new"
        mv "$state/exit.new" "$state/exit"
        """;

    // A folder whose listener was never started, as after a crash in between, is dead after this long.
    private static readonly TimeSpan s_longestBegin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_endPause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();

    public Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken) =>
        Task.Run(() => Start(Folder(name), pool.Limits, files), cancellationToken);

    public Sighting Look(string name)
    {
        var folder = Folder(name);
        if (!Directory.Exists(folder.Path))
        {
            return Sighting.Nothing;
        }

        if (ReadWords(folder.Process) is not [var id, var start])
        {
            // The script has not come to write it down: it begins, and cannot be spoken to so far.
            var begins = time.GetUtcNow() - Directory.GetCreationTimeUtc(folder.Path) < s_longestBegin;
            return new Sighting(true, Runs: begins, Works: false, Listened: false, Job: null, ExitCode: null);
        }

        var runs = ProcessTable.Runs(int.Parse(id, CultureInfo.InvariantCulture), start);
        int? exitCode = !runs && ReadWords(folder.ExitCode) is [var code] ? int.Parse(code, CultureInfo.InvariantCulture) : null;

        var (listened, job) = ListenerOutput.Read(folder.Output);
        return new Sighting(true, runs, !runs && ProcessTable.AnyOf(folder.Worker), listened, job, exitCode);
    }

    public IReadOnlyList<string> Names() =>
        Directory.Exists(settings.Folder) ? [.. Directory.EnumerateDirectories(settings.Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    public void Interrupt(string name)
    {
        if (ReadWords(Folder(name).Process) is [var id, var start] && ProcessTable.Runs(int.Parse(id, CultureInfo.InvariantCulture), start))
        {
            _ = NativeMethods.Kill(int.Parse(id, CultureInfo.InvariantCulture), NativeMethods.Interrupt);
        }
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var folder = Folder(name);
        var group = ControlGroup.Load(folder.Group);
        group?.Close();
        while (Processes(folder) is { Count: > 0 } left)
        {
            left.ForEach(id => _ = NativeMethods.Kill(id, NativeMethods.End));
            await Task.Delay(s_endPause, time, cancellationToken);
        }

        // What was just ended may be in it for a moment more.
        while (group?.TryRemove() == false)
        {
            await Task.Delay(s_endPause, time, cancellationToken);
        }

        if (Directory.Exists(folder.Path))
        {
            Directory.Delete(folder.Path, recursive: true);
        }

        groups?.Sweep(Names);
    }

    private string? Start(RunnerFolder folder, RunnerLimits limits, IReadOnlyDictionary<string, byte[]> files)
    {
        if (settings.Distribution is not { } distribution)
        {
            return "No runner distribution is configured on this host (Runner:Distribution).";
        }

        try
        {
            folder.Create(distribution, files);
            if (Environment.IsPrivilegedProcess)
            {
                GiveAway(folder, TakeUserId(folder));
            }

            groups?.Create(Path.GetFileName(folder.Path), limits)?.Save(folder.Group);
            using var process = Process.Start(StartInfo(folder));
            LogStarted(Path.GetFileName(folder.Path));
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return $"The runner could not be started: {exception.Message}";
        }
    }

    private static ProcessStartInfo StartInfo(RunnerFolder folder)
    {
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false };
        string[] user = ReadWords(folder.UserId) is [var id]
            ? ["setpriv", $"--reuid={id}", $"--regid={id}", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
            : ["setpriv", "--no-new-privs"];
        foreach (var argument in (string[])[Shell, "-c", Script, Shell, folder.State, folder.Root, string.Join(' ', ControlGroup.Load(folder.Group)?.Entrances ?? []), .. user, folder.Listener, "run"])
        {
            start.ArgumentList.Add(argument);
        }

        // The manager's own environment holds secrets. What is left says where programs are.
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["HOME"] = folder.Root;
        start.Environment["LANG"] = "C.UTF-8";
        if (dotnet is not null)
        {
            start.Environment["DOTNET_ROOT"] = dotnet;
        }

        return start;
    }

    private int TakeUserId(RunnerFolder folder)
    {
        // Two runners that begin at once must not find the same one free.
        lock (_lock)
        {
            var id = FreeUserId();
            File.WriteAllText(folder.UserId, id.ToString(CultureInfo.InvariantCulture));
            return id;
        }
    }

    private int FreeUserId()
    {
        var taken = Names().Select(name => ReadWords(Folder(name).UserId)).OfType<string[]>().Select(words => int.Parse(words[0], CultureInfo.InvariantCulture)).ToHashSet();
        return Enumerable.Range(settings.FirstUserId, int.MaxValue - settings.FirstUserId).First(id => !taken.Contains(id));
    }

    private static void GiveAway(RunnerFolder folder, int userId)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder.Root, "*", SearchOption.AllDirectories).Prepend(folder.Root))
        {
            if (NativeMethods.ChangeOwner(path, userId, userId) != 0)
            {
                throw new UnauthorizedAccessException("The runner's folder could not be given to its user.");
            }
        }
    }

    // The script first, which would go on writing into the folder; a job may have left its session, but not its user.
    private static List<int> Processes(RunnerFolder folder) =>
    [
        .. ReadWords(folder.Session) is [var session] ? ProcessTable.OfSession(session) : [],
        .. ControlGroup.Load(folder.Group)?.Ids() ?? [],
        .. ReadWords(folder.UserId) is [var id] ? ProcessTable.OfUser(int.Parse(id, CultureInfo.InvariantCulture)) : ProcessTable.Below(folder.Root),
    ];

    private RunnerFolder Folder(string name) => new(Path.Combine(settings.Folder, Path.GetFileName(name)));

    private static string[]? ReadWords(string path)
    {
        try
        {
            return File.ReadAllText(path).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LoggerMessage(3050, LogLevel.Information, "Started the listener of {Runner}.")]
    private partial void LogStarted(string runner);
}
