using System.Globalization;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>Whatever a user id has on this machine: its processes, and its files in the places that all share.</summary>
internal static class UserTraces
{
    // The kernel ends all that the id has in one go, so that nothing can fork away from it. Asked first who it is: sent by anybody
    // else, the signal would end the machine.
    private const string EndAll = """
        [ "$(id -u)" = "$1" ] && [ "$1" -ge 1000 ] || exit 1
        kill -KILL -1
        """;

    private const string Wipe = "find /tmp /var/tmp /dev/shm -xdev -user \"$1\" -delete";

    /// <summary>Ends every process of a user id.</summary>
    public static Task EndAllAsync(int userId, CancellationToken cancellationToken) => RunAsync(userId, EndAll, cancellationToken);

    /// <summary>Removes its files from the shared places, as itself: a link of its own leads it nowhere that it could not go anyway.</summary>
    public static Task WipeAsync(int userId, CancellationToken cancellationToken) => RunAsync(userId, Wipe, cancellationToken);

    private static async Task RunAsync(int userId, string script, CancellationToken cancellationToken)
    {
        var id = userId.ToString(CultureInfo.InvariantCulture);
        await Tool.RunAsync([.. Tool.AsUser(id), Tool.Shell, "-c", script, Tool.Shell, id], cancellationToken);
    }
}
