using System.Net;
using System.Text;
using FamilyCart.RunnerManager.Drivers.Engine;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Drivers.Containers;

/// <summary>
/// A runner as a container of the host's engine, on a network of its own, with a builder of images beside it if its pool wants one.
/// Nothing of it is removed before its exit code was read.
/// </summary>
internal sealed partial class ContainerDriver(
    ContainerSettings settings, LimitSettings limits, OwnContainers own, EngineClient engine, ContainerMark mark, EngineBoard board, TimeProvider time, ILogger<ContainerDriver> logger) : IRunnerDriver
{
    private const string Interrupt = "SIGINT";
    private const string Unknown = "what the container engine can limit is not known yet";
    private const int MostAttempts = 50;

    // A container that was never started, as after a crash in between, is dead after this long.
    private static readonly TimeSpan s_longestBegin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_endPause = TimeSpan.FromMilliseconds(100);

    private readonly string _fleet = own.Fleet;

    /// <summary>Gets whether this host may have containers at all: new ones, or such as were started before the settings changed.</summary>
    public bool IsUsed => settings.Image is not null || mark.IsSet;

    public async Task<string?> ObstacleAsync(Pool pool, CancellationToken cancellationToken)
    {
        if (settings.Image is null)
        {
            return "No image of the runner is configured on this host (Runner:Container:Image).";
        }

        if (pool.Builder && settings.BuilderImage is null)
        {
            return "No image of the builder is configured on this host (Runner:Container:BuilderImage).";
        }

        if (limits.Required && (board.Current is { Name: not null } known ? known.LimitsObstacle : Unknown) is { } missing)
        {
            return $"No runner may start without its limits here (Limits:Required), and {missing}.";
        }

        if (mark.Set() is { } obstacle)
        {
            return obstacle;
        }

        try
        {
            foreach (var image in pool.Builder ? [settings.Image, settings.BuilderImage!] : (string[])[settings.Image])
            {
                if (!await engine.HasImageAsync(image, cancellationToken))
                {
                    return $"The container engine does not have the image {image}: pull it on this host.";
                }
            }

            return null;
        }
        catch (EngineException exception)
        {
            return exception.Status is null ? $"{exception.Message} Start it, or correct Runner:Container:Socket." : exception.Message;
        }
    }

    public async Task<string?> StartAsync(string name, Pool pool, IReadOnlyDictionary<string, byte[]> files, CancellationToken cancellationToken)
    {
        try
        {
            var labels = ContainerLabels.Of(_fleet, name);
            var network = settings.Network ?? ContainerLabels.Name(name);
            if (settings.Network is null)
            {
                await engine.CreateNetworkAsync(new NetworkSpec(network, labels), cancellationToken);
            }

            if (pool.Builder)
            {
                await StartBuilderAsync(name, pool, network, labels, cancellationToken);
            }

            var id = await engine.CreateContainerAsync(ContainerLabels.Name(name), ContainerPlan.Runner(settings, limits, pool, network, labels), cancellationToken);
            await engine.PrepareAsync(id, cancellationToken);
            await engine.PutAsync(id, settings.Folder, FileArchive.Of(files, settings.User), cancellationToken);
            await engine.StartAsync(id, cancellationToken);
            LogStarted(name);
            return null;
        }
        catch (EngineException exception)
        {
            return exception.Message;
        }
    }

    public async ValueTask<Sighting> LookAsync(string name, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(name, cancellationToken) is not { Id: { } id, State: { } state } view)
        {
            return Sighting.Nothing;
        }

        if (state.Status == "created")
        {
            var begins = time.GetUtcNow() - view.Created < s_longestBegin;
            return new Sighting(true, Runs: begins, Works: false, Listened: false, Job: null, ExitCode: null);
        }

        var log = await engine.LogAsync(id, cancellationToken);
        var (listened, job) = ListenerOutput.Parse(log.Output);
        var over = ContainerScript.Over(log.Errors);
        if (state.Status is "exited" or "dead" || (over is not null && !await WorksAsync(id, view, cancellationToken)))
        {
            return new Sighting(true, Runs: false, Works: false, listened, job, over ?? state.ExitCode, state.OutOfMemory ? "out of memory" : null);
        }

        var ended = ContainerScript.Ended(log.Errors);
        return new Sighting(true, Runs: ended is null && state.Status != "removing", Works: ended is not null, listened, job, ended);
    }

    public async ValueTask<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var names = (await ThingsAsync(null, cancellationToken)).Select(thing => thing.Runner).Distinct().Order(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            _ = mark.Set();
        }
        else if (settings.Image is null)
        {
            // The last one is gone and none can follow: from now on this host does without an engine.
            mark.Clear();
        }

        return names;
    }

    public async ValueTask InterruptAsync(string name, CancellationToken cancellationToken)
    {
        if (await LookAsync(name, cancellationToken) is { Runs: true })
        {
            await engine.SignalAsync(ContainerLabels.Name(name), Interrupt, cancellationToken);
        }
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        EngineException? obstacle = null;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var left = await ThingsAsync(name, cancellationToken);
            if (left.Count == 0)
            {
                return;
            }

            try
            {
                // Networks last: they are in use until then.
                foreach (var thing in left)
                {
                    await (thing.IsNetwork ? engine.RemoveNetworkAsync(thing.Id, cancellationToken) : engine.RemoveContainerAsync(thing.Id, cancellationToken));
                }
            }
            catch (EngineException exception) when (exception.Status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
            {
                // It is being removed already, or the network does not know yet that its container is gone.
                obstacle = exception;
                await Task.Delay(s_endPause, time, cancellationToken);
            }
        }

        throw obstacle ?? new EngineException($"Something of {name} does not go.");
    }

    /// <summary>Whether a worker is in it, seen from outside: all that is written in it a job may have written.</summary>
    private async Task<bool> WorksAsync(string id, ContainerView view, CancellationToken cancellationToken) =>
        LocalContainer.Of(view)?.Runs(ContainerScript.Worker)
        ?? (await engine.CommandsAsync(id, cancellationToken)).Any(command => Path.GetFileName(command.Split(' ')[0]) == ContainerScript.Worker);

    private async Task StartBuilderAsync(string name, Pool pool, string network, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var id = await engine.CreateContainerAsync(
            ContainerLabels.Name(name) + ContainerLabels.BuilderSuffix, ContainerPlan.Builder(settings, limits, pool, network, labels), cancellationToken);
        if (settings.RegistryMirror is { } mirror)
        {
            var files = new Dictionary<string, byte[]> { [".config/buildkit/buildkitd.toml"] = Encoding.UTF8.GetBytes(ContainerPlan.BuilderConfiguration(mirror)) };
            await engine.PrepareAsync(id, cancellationToken);
            await engine.PutAsync(id, ContainerPlan.BuilderHome, FileArchive.Of(files, "1000:1000"), cancellationToken);
        }

        await engine.StartAsync(id, cancellationToken);
    }

    /// <summary>What there is of a runner, or of all: containers first.</summary>
    private async Task<IReadOnlyList<Thing>> ThingsAsync(string? name, CancellationToken cancellationToken)
    {
        var labels = ContainerLabels.Search(_fleet, name).ToList();
        var containers = await engine.ContainersAsync(labels, cancellationToken);
        var networks = await engine.NetworksAsync(labels, cancellationToken);
        return
        [
            .. from container in containers
               let runner = ContainerLabels.RunnerOf(_fleet, container.Names is [var own, ..] ? own.TrimStart('/') : null, container.Labels)
               where runner is not null
               select new Thing(container.Id, runner, IsNetwork: false),
            .. from network in networks
               let runner = ContainerLabels.RunnerOf(_fleet, network.Name, network.Labels)
               where runner is not null
               select new Thing(network.Id, runner, IsNetwork: true),
        ];
    }

    [LoggerMessage(3453, LogLevel.Information, "Started the container of {Runner}.")]
    private partial void LogStarted(string runner);

    private sealed record Thing(string Id, string Runner, bool IsNetwork);
}
