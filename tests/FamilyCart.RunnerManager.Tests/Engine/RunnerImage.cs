using FamilyCart.GitHubEmulator;

namespace FamilyCart.RunnerManager.Tests.Engine;

/// <summary>An image of this machine's own programs: no registry is asked.</summary>
internal static class RunnerImage
{
    // The steered runner says first what it finds itself to be, and then does what the names of files tell it. The engine
    // makes a file before it fills it: one with content is there when it is not empty.
    private const string Listener = """
        #!/bin/sh
        root=$(cd "$(dirname "$0")/.." && pwd)
        cd "$root" || exit 1
        trap 'exit 0' INT
        echo "user $(id -u):$(id -g) groups $(id -G)"
        cat /proc/self/status
        echo "files $(ls -ln .credentials)"
        env
        touch /written 2>/dev/null && echo "root is writable"
        for path in /var/run/docker.sock /run/docker.sock; do [ ! -e "$path" ] || echo "there is an engine"; done
        obeyed=
        obey() {
          order=$(cat order 2>/dev/null)
          if [ -n "$order" ] && [ "$order" != "$obeyed" ]; then sh ./run; obeyed=$order; echo "obeyed $order"; fi
        }
        while [ ! -e listen ]; do sleep 0.05; done
        echo "2026-01-02 03:04:05Z: Listening for Jobs"
        while [ ! -e job ]; do obey; [ -s end ] && exit "$(cat end)"; sleep 0.05; done
        echo "2026-01-02 03:04:06Z: Running job: build"
        while [ ! -s end ]; do
          obey
          if [ -e greed ]; then tail /dev/zero; rm -f greed; fi
          if [ -e work ]; then rm -f work; "$root/bin/Runner.Worker" 100000 & echo "a worker runs"; fi
          sleep 0.05
        done
        exit "$(cat end)"
        """;

    private const string Script = """
        set -e
        stage=$1 distribution=$2 dotnet=$3 framework=$4
        programs="/bin/sh /bin/bash /usr/bin/env /bin/sleep /bin/cat /usr/bin/id /bin/readlink /bin/grep /usr/bin/tail /bin/ls /bin/rm /bin/mkdir /usr/bin/touch /usr/bin/dirname /bin/mv /bin/ln /usr/bin/truncate"
        # shellcheck disable=SC2086
        libraries=$(ldd $programs "$dotnet/dotnet" "$framework"/*.so 2>/dev/null | grep -o '/[^ ]*\.so[^ ]*' | grep -v -e ':$' -e "^$dotnet/" | sort -u)
        # shellcheck disable=SC2086
        cp -rL --parents $programs $libraries "$stage"
        mkdir -p "$stage/home/user/.local/share/buildkit" "$stage/dotnet/shared/Microsoft.NETCore.App" "$stage/home/runner" "$stage/home/steered" "$stage/etc" "$stage/proc" "$stage/sys" "$stage/dev" "$stage/run" "$stage/tmp" "$stage/var/tmp"
        cp -r "$dotnet/host" "$stage/dotnet/"
        cp -r "$framework" "$stage/dotnet/shared/Microsoft.NETCore.App/"
        cp -r "$distribution/." "$stage/home/runner/"
        chmod 755 "$stage/home/steered/bin/Runner.Listener"
        cp -L /bin/sleep "$stage/home/steered/bin/Runner.Worker"
        tar -C "$stage" -c -f "$stage.tar" --owner 1001 --group 1001 ./home/runner ./home/steered ./home/user
        rm -rf "$stage/home"
        tar -C "$stage" -r -f "$stage.tar" --owner 0 --group 0 .
        """;

    public static async Task MakeAsync(RawEngine engine)
    {
        var stage = Directory.CreateTempSubdirectory("image-").FullName;
        try
        {
            File.SetUnixFileMode(stage, (UnixFileMode)0b111_101_101);
            var bin = Directory.CreateDirectory(Path.Combine(stage, "home", "steered", "bin")).FullName;
            await File.WriteAllTextAsync(Path.Combine(bin, "Runner.Listener"), Listener);
            // …/shared/Microsoft.NETCore.App/10.0.x/System.Private.CoreLib.dll
            var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            var dotnet = Path.GetFullPath(Path.Combine(framework, "..", "..", ".."));
            var (code, output) = await EngineFixture.RunAsync("/bin/sh", "-c", Script, "sh", stage, RunnerDistribution.Folder(), dotnet, framework);
            Assert.True(code == 0, output);
            await using var archive = File.OpenRead(stage + ".tar");
            await engine.ImportAsync(
                EngineFixture.Image, archive, "ENV DOTNET_ROOT=/dotnet", "ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", "ENV PATH=/usr/bin:/bin", "ENTRYPOINT [\"/bin/sh\",\"-c\",\"exec sleep 100000\"]");
        }
        finally
        {
            Directory.Delete(stage, recursive: true);
            File.Delete(stage + ".tar");
        }
    }
}
