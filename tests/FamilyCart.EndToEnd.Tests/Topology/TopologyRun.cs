using System.Globalization;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Topology;

/// <summary>
/// A topology of its own: name, ports, data, secrets and temporary folder are nobody else's. Its description is
/// <c>topology.json</c>, with <c>logs/</c> beside it.
/// </summary>
/// <param name="name">Its <c>Topology:Name</c>.</param>
internal sealed class TopologyRun(string name = "e2e") : IDisposable
{
    /// <summary>What the topology itself allows, and as much again for a busy machine to say so.</summary>
    private static readonly TimeSpan s_startLimit = TimeSpan.FromSeconds(330);

    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    public int Offset { get; } = PortBlock.FindOffset();

    public string DescriptionFile => _folder.File("topology.json");

    public string TemporaryFiles => _folder.Folder("tmp");

    public string DataMarker => _folder.File("data/familycart.json");

    /// <summary>Variables under which ./run and the AppHost keep everything in this run's folder.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["TMPDIR"] = TemporaryFiles,
        ["XDG_DATA_HOME"] = _folder.File("share"),
        ["Topology__DataDirectory"] = _folder.File("data"),
        ["Launch__LogDirectory"] = _folder.File("logs"),
        // A slot that is well and slow is proven all the same.
        ["Gateway__Deployments__Probe__Deadline"] = "00:05:00",
    };

    /// <summary>Puts a program in front of the machine's own of that name.</summary>
    public void Replace(string program, string script) => _folder.Program("bin", program, script);

    /// <summary>Starts the AppHost itself, as ./run does.</summary>
    /// <param name="runtime"><c>processes</c>, <c>containers</c> or <c>auto</c>.</param>
    /// <param name="variables">Added to the environment.</param>
    /// <param name="arguments">Added to its arguments.</param>
    public RunningCommand Start(string runtime = "processes", IEnumerable<KeyValuePair<string, string>>? variables = null, params string[] arguments)
    {
        File.Delete(DescriptionFile);
        var environment = Environment;
        environment["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (var (key, value) in variables ?? [])
        {
            environment[key] = value;
        }

        environment["PATH"] = $"{_folder.Folder("bin")}:{environment["PATH"]}";

        return RunningCommand.Start(
            [
                "dotnet", Repository.AppHost, "--Topology:Name", name, "--Topology:Runtime", runtime,
                "--Topology:PortOffset", Offset.ToString(CultureInfo.InvariantCulture), "--Launch:Json", DescriptionFile,
                // A machine that does something else as well is slow, and no fault.
                "--Launch:Timeout", "300", .. arguments,
            ],
            environment);
    }

    /// <summary>Waits until everything is healthy.</summary>
    /// <exception cref="InvalidOperationException">The run ended instead, or the time was up; the message has what it said.</exception>
    public async Task<TopologyDescription> HealthyAsync(RunningCommand command)
    {
        var end = DateTime.UtcNow + s_startLimit;
        while (DateTime.UtcNow < end && !command.HasExited)
        {
            if (File.Exists(DescriptionFile) && TopologyDescription.Read(DescriptionFile) is { ExitCode: null } description)
            {
                return description;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"The topology did not become healthy. It said:\n{command.Said}");
    }

    /// <summary>Waits until none of these processes, no port and no lock of this run is left.</summary>
    public async Task AssertNothingLeftAsync(ProcessSnapshot processes)
    {
        var left = Left(processes);
        for (var end = DateTime.UtcNow + s_endLimit; left.Count > 0 && DateTime.UtcNow < end; left = Left(processes))
        {
            await Task.Delay(100);
        }

        Assert.Empty(left);
    }

    public void Dispose() => _folder.Dispose();

    private List<string> Left(ProcessSnapshot processes)
    {
        List<string> left = [
            .. processes.Alive.Select(process => $"process {process.Id}: {process.Command}"),
            .. PortBlock.Taken(Offset).Select(port => $"port {port}"),
            .. Directory.EnumerateFileSystemEntries(TemporaryFiles, "aspire-dcp*").Select(path => $"folder {path}"),
        ];
        if (File.Exists(DataMarker) && IsLocked(DataMarker))
        {
            left.Add($"lock {DataMarker}");
        }

        return left;
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
