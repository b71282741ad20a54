using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>A runner as a process of a user of its own, in a session of its own: what ends the manager does not reach it.</summary>
/// <param name="settings">Where runners live.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of starts.</param>
/// <param name="groups">Holds runners to their limits; without it they have none.</param>
internal sealed partial class ProcessDriver(ProcessDriverSettings settings, TimeProvider time, ILogger<ProcessDriver> logger, ControlGroups? groups = null) : IRunnerDriver
{
    private const string NoDistribution = "No runner distribution is configured on this host (Runner:Distribution).";

    // Waits for the listener in the manager's place, which may be gone when it ends, and keeps its true exit code. A shell starts
    // what it does not wait for with Ctrl-C ignored, hence env. What becomes the listener enters its control group first, so that
    // nothing ever runs outside of it.
    private const string Script = """
        state=$1 root=$2 entrances=$3
        shift 3
        exec >/dev/null 2>&1
        echo "$$ $(cut -d ' ' -f 22 "/proc/$$/stat")" >"$state/session"
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

    private const int MostEndings = 500;

    // What a registration for one job says by itself.
    private static readonly string[] s_oneJob = ["--once"];

    // A listener whose start was begun, and that has not written down its process after this long, never will.
    private static readonly TimeSpan s_longestBegin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_endPause = TimeSpan.FromMilliseconds(20);

    private readonly UserIds _userIds = new(settings);
    private readonly ConcurrentDictionary<string, bool> _starting = new(StringComparer.Ordinal);

    Task<string?> IRunnerDriver.ObstacleAsync(Pool pool, CancellationToken cancellationToken) => Task.FromResult(settings.Distribution is null ? NoDistribution : groups?.Refusal);

    ValueTask<Sighting> IRunnerDriver.LookAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult(Look(name));

    ValueTask<IReadOnlyList<string>> IRunnerDriver.NamesAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Names());

    ValueTask IRunnerDriver.InterruptAsync(string name, CancellationToken cancellationToken)
    {
        Interrupt(name);
        return ValueTask.CompletedTask;
    }

    Task IRunnerDriver.TidyAsync(CancellationToken cancellationToken) => SweepConfigurationsAsync(cancellationToken);

    public Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken) =>
        Task.Run(() => Start(Folder(name), pool, files), cancellationToken);

    /// <summary>Whether anything of that runner is here.</summary>
    public bool Has(string name) => Directory.Exists(Folder(name).Path);

    public Sighting Look(string name)
    {
        var folder = Folder(name);
        if (!Directory.Exists(folder.Path))
        {
            return Sighting.Nothing;
        }

        if (ReadWords(folder.Process) is not [var id, var start])
        {
            // The script has not come to write it down: it begins, and cannot be spoken to so far. What an earlier manager left without
            // having begun it is dead at once.
            var begins = _starting.ContainsKey(name) || (File.Exists(folder.Begun) && time.GetUtcNow() - File.GetLastWriteTimeUtc(folder.Begun) < s_longestBegin);
            return new Sighting(true, Runs: begins, Works: false, Listened: false, Job: null, ExitCode: null);
        }

        // Who waits for it is asked first: once that one has ended too, the exit code is there or never comes.
        var isWaitedFor = ReadWords(folder.Session) is [var session, var begun] && ProcessTable.Runs(int.Parse(session, CultureInfo.InvariantCulture), begun);
        var runs = ProcessTable.Runs(int.Parse(id, CultureInfo.InvariantCulture), start);
        int? exitCode = !runs && ReadWords(folder.ExitCode) is [var code] ? int.Parse(code, CultureInfo.InvariantCulture) : null;
        runs = runs || (isWaitedFor && exitCode is null);

        var (listened, job) = ListenerOutput.Read(folder.Output);
        return new Sighting(true, runs, !runs && ProcessTable.AnyOf(folder.Worker), listened, job, exitCode);
    }

    public IReadOnlyList<string> Names() =>
        Directory.Exists(settings.Folder) ? [.. Directory.EnumerateDirectories(settings.Folder).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)] : [];

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
        int? userId = Environment.IsPrivilegedProcess && ReadWords(folder.UserId) is [var id] ? int.Parse(id, CultureInfo.InvariantCulture) : null;
        for (var count = 0; count == 0 || Processes(folder).Count > 0; count++)
        {
            if (count == MostEndings)
            {
                throw new IOException("A runner's processes could not be ended.");
            }

            // The script first, which would go on writing into the folder. What forks away is not found by looking for it, so its user
            // is asked to end all that it has, whether anything is seen of it or not.
            Processes(folder).ForEach(id => _ = NativeMethods.Kill(id, NativeMethods.End));
            if (userId is { } user)
            {
                await UserTraces.EndAllAsync(user, cancellationToken);
            }

            if (count > 0)
            {
                await Task.Delay(s_endPause, time, cancellationToken);
            }
        }

        if (userId is { } owner && !PrivatePlaces.Possible)
        {
            await UserTraces.WipeAsync(owner, cancellationToken);
        }

        // What was just ended may be in it for a moment more.
        for (var count = 0; group?.TryRemove() == false; count++)
        {
            if (count == MostEndings)
            {
                throw new IOException("A runner's control group could not be removed.");
            }

            await Task.Delay(s_endPause, time, cancellationToken);
        }

        if (Directory.Exists(folder.Path))
        {
            await FolderRemoval.RemoveAsync(folder.Path, cancellationToken);
        }

        groups?.Sweep(Names);
    }

    private string? Start(RunnerFolder folder, Pool pool, IReadOnlyDictionary<string, byte[]> files)
    {
        var name = Path.GetFileName(folder.Path);
        _starting[name] = true;
        try
        {
            if (DistributionStore.Prepare(settings) is not { } distribution)
            {
                return NoDistribution;
            }

            folder.Create(distribution, shared: Environment.IsPrivilegedProcess, files);
            if (Environment.IsPrivilegedProcess)
            {
                folder.GiveTo(TakeUserId(folder), files.Keys);
            }

            groups?.Create(Path.GetFileName(folder.Path), pool.Limits)?.Save(folder.Group);
            File.WriteAllBytes(folder.Begun, []);
            using var process = Process.Start(StartInfo(folder, pool.Persistent));
            LogStarted(name);
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return $"The runner could not be started: {exception.Message}";
        }
        finally
        {
            _starting.TryRemove(name, out _);
        }
    }

    private static ProcessStartInfo StartInfo(RunnerFolder folder, bool persistent)
    {
        var isolated = PrivatePlaces.Possible;
        var user = ReadWords(folder.UserId) is [var id] ? Tool.AsUser(id) : ["setpriv", "--no-new-privs"];
        var entrances = string.Join(' ', ControlGroup.Load(folder.Group)?.Entrances ?? []);
        var start = Tool.Command(
            ["setsid", Tool.Shell, "-c", Script, Tool.Shell, folder.State, folder.Root, entrances, .. isolated ? PrivatePlaces.For(folder) : [], .. user, folder.Listener, "run", .. persistent ? s_oneJob : []]);
        start.Environment["ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE"] = "1";
        GiveHome(start, folder);
        return start;
    }

    private static void GiveHome(ProcessStartInfo start, RunnerFolder folder)
    {
        start.Environment["HOME"] = folder.Root;
        if (!PrivatePlaces.Possible)
        {
            start.Environment["TMPDIR"] = folder.Temporary;
        }
    }

    private int TakeUserId(RunnerFolder folder)
    {
        var id = _userIds.Take(() => Names().Concat(Configurations())
            .Select(name => ReadWords(Folder(name).UserId) is [var id] ? int.Parse(id, CultureInfo.InvariantCulture) : 0).ToHashSet());
        File.WriteAllText(folder.UserId, id.ToString(CultureInfo.InvariantCulture));
        return id;
    }

    // One that has just begun has neither its session nor its user yet, but was told of its folder. A job may have left its session,
    // but not its user.
    private static List<int> Processes(RunnerFolder folder) =>
    [
        .. ProcessTable.OfOursWith(folder.State, folder.Private),
        .. ReadWords(folder.Session) is [var session, var start] ? ProcessTable.OfSession(session, start) : [],
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
}
