namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A distribution whose listener is a shell script that a test steers by files in the runner's root.</summary>
internal sealed class ScriptedRunner : IDisposable
{
    // Each loop looks for what the test wants next; the file names say what happens.
    private const string Steered = """
        #!/bin/sh
        trap 'exit 0' INT
        cd "$(dirname "$0")/.."
        id -u >whoami
        env >environment
        echo "$@" >arguments
        while [ ! -e listen ]; do sleep 0.02; done
        echo "2026-01-02 03:04:05Z: Listening for Jobs"
        while [ ! -e job ]; do [ -e end ] && exit "$(cat end)"; sleep 0.02; done
        echo "2026-01-02 03:04:06Z: Running job: build"
        while [ ! -e end ]; do sleep 0.02; done
        exit "$(cat end)"
        """;

    /// <param name="listener">Another script than the one that is steered.</param>
    public ScriptedRunner(string listener = Steered)
    {
        Folder = Directory.CreateTempSubdirectory("runner-").FullName;
        // Whoever the runners are, they must reach their folders.
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(Path.Combine(Distribution, "bin"));
        var file = Path.Combine(Distribution, "bin", "Runner.Listener");
        File.WriteAllText(file, listener);
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    public string Folder { get; }

    public string Distribution => Path.Combine(Folder, "distribution");

    public string Runners => Path.Combine(Folder, "runners");

    public string Root(string runner) => Path.Combine(Runners, runner, "root");

    /// <summary>Lets something happen: <c>listen</c>, <c>job</c>, or <c>end</c> with an exit code.</summary>
    public void Let(string runner, string happen, string content = "")
    {
        var file = Path.Combine(Root(runner), happen);
        File.WriteAllText(file + ".new", content);
        File.Move(file + ".new", file);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
