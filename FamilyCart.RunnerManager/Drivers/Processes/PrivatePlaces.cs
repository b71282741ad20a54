using System.ComponentModel;
using System.Diagnostics;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>
/// What all users of a machine share, given to each runner anew: the folders for temporary files, shared memory, and a list of
/// processes that shows its own alone. It takes namespaces, which only root may make, and not in every container.
/// </summary>
internal static class PrivatePlaces
{
    private const string Works = "mount -t tmpfs none /dev/shm && mount -t proc -o hidepid=2 proc /proc";

    // Ends with 125 where it is refused: no job runs without what it was promised.
    private const string Script = """
        private=$1 root=$2
        shift 2
        place() {
          case $root in
            "$1"/*) mkdir -p "$private$root" && mount --bind "$root" "$private$root" || exit 125 ;;
          esac
          mount --rbind "$private$1" "$1" || exit 125
        }
        mount -t tmpfs -o mode=1777,nosuid,nodev,size=1g tmpfs /dev/shm || exit 125
        case $root in
          /tmp/*) place /var/tmp; place /tmp ;;
          *) place /tmp; place /var/tmp ;;
        esac
        mount -t proc -o nosuid,nodev,noexec,hidepid=2 proc /proc || exit 125
        cd "$root" || exit 125
        exec "$@"
        """;

    private static readonly string[] s_unshare = ["unshare", "--mount", "--ipc", "--propagation", "private", "--", Tool.Shell, "-c"];

    // It does not change while the machine runs.
    private static readonly Lazy<bool> s_possible = new(Try);

    /// <summary>Gets whether this machine lets this process give them.</summary>
    public static bool Possible => s_possible.Value;

    /// <summary>What a command needs in front of it to have them; root alone may run it.</summary>
    /// <param name="folder">The runner's; its <see cref="RunnerFolder.Private"/> lies behind the places.</param>
    public static IReadOnlyList<string> For(RunnerFolder folder) => [.. s_unshare, Script, Tool.Shell, folder.Private, folder.Root];

    private static bool Try()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return false;
        }

        try
        {
            var start = Tool.Command([.. s_unshare, Works]);
            start.RedirectStandardError = true;
            using var process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
