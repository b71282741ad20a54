using System.Globalization;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>User ids of runners, which rise, so that what one left behind belongs to nobody for a long time.</summary>
/// <param name="settings">Where they begin.</param>
internal sealed class UserIds(ProcessDriverSettings settings)
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _accounts = [.. Accounts()];

    private string Last => Path.Combine(settings.Folder, ".last-user");

    /// <summary>Takes the next one that neither a present runner nor an account has, also after a restart.</summary>
    /// <param name="taken">Those of the runners that are present.</param>
    public int Take(Func<IReadOnlySet<int>> taken)
    {
        // Two runners that begin at once must not find the same one.
        lock (_lock)
        {
            var present = taken();
            var last = Read() is { } known && known >= settings.FirstUserId && known < settings.FirstUserId + ProcessDriverSettings.UserIds
                ? known
                : settings.FirstUserId - 1;
            var id = Enumerable.Range(1, ProcessDriverSettings.UserIds)
                .Select(step => settings.FirstUserId + ((last - settings.FirstUserId + step) % ProcessDriverSettings.UserIds))
                .First(candidate => !present.Contains(candidate) && !_accounts.Contains(candidate));
            // Renamed into place: a crash in between leaves the one or the other.
            File.WriteAllText(Last + ".new", id.ToString(CultureInfo.InvariantCulture));
            File.Move(Last + ".new", Last, overwrite: true);
            return id;
        }
    }

    private int? Read() =>
        File.Exists(Last) && int.TryParse(File.ReadAllText(Last), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static IEnumerable<int> Accounts() =>
        from line in File.ReadLines("/etc/passwd")
        let fields = line.Split(':')
        where fields.Length > 2
        select int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
}
