using FamilyCart.Ops.Drills;
using FamilyCart.Ops.Repository;

namespace FamilyCart.Ops.Jobs;

/// <summary>What the jobs came to, as the file <c>state.json</c> keeps it. Times are UTC.</summary>
/// <param name="Succeeded">When each kind of job last ended well.</param>
/// <param name="Attempted">When each was last begun, or failed.</param>
/// <param name="Failures">How often each has failed since the folder was made.</param>
/// <param name="LastFault">Why the last job failed; null when it did not.</param>
/// <param name="Drills">The last drill of each kind.</param>
/// <param name="ProvenBase">Up to when data have come back from a base backup and the log; null for never.</param>
/// <param name="ProvenDump">The moment of the newest dump that has been restored; null for never.</param>
/// <param name="Copy">Of the second copy; null where there is none.</param>
/// <param name="KnownCopies">Each place of a copy that was once there and this server's, and since when that is known.</param>
internal sealed record BackupState(
    IReadOnlyDictionary<JobKind, DateTimeOffset> Succeeded,
    IReadOnlyDictionary<JobKind, DateTimeOffset> Attempted,
    IReadOnlyDictionary<JobKind, long> Failures,
    string? LastFault,
    IReadOnlyDictionary<DrillKind, DrillResult> Drills,
    DateTimeOffset? ProvenBase,
    DateTimeOffset? ProvenDump,
    CopyProof? Copy = null,
    IReadOnlyDictionary<string, DateTimeOffset>? KnownCopies = null)
{
    /// <summary>Nothing yet.</summary>
    public static BackupState Empty { get; } = new(
        new Dictionary<JobKind, DateTimeOffset>(), new Dictionary<JobKind, DateTimeOffset>(), new Dictionary<JobKind, long>(), null, new Dictionary<DrillKind, DrillResult>(), null, null);

    /// <summary>With the copy that there is from now on.</summary>
    /// <param name="place">Where it is; null for none.</param>
    /// <param name="at">When.</param>
    public BackupState Copied(string? place, DateTimeOffset at) => this with { Copy = place is null ? null : Copy?.Place == place ? Copy : new CopyProof(place, at, null) };

    /// <summary>Whether a copy was there and this server's, also if it was taken out of the settings since.</summary>
    public bool HasBegun(string place) => KnownCopies?.ContainsKey(place) == true || (Copy?.Place == place && Copy.Proven is not null);

    /// <summary>With a copy that is known to be this server's.</summary>
    public BackupState CopyBegun(string place, DateTimeOffset at) => KnownCopies?.ContainsKey(place) == true ? this : this with { KnownCopies = With(KnownCopies ?? new Dictionary<string, DateTimeOffset>(), place, at) };

    /// <summary>With another server: the dumps are of the one before, and none of them is taken for a copy of this one.</summary>
    public BackupState Adopted() => this with { Succeeded = Without(Succeeded, JobKind.Dump), Attempted = Without(Attempted, JobKind.Dump), Copy = Copy is { } copy ? copy with { Dump = null } : null };

    /// <summary>With a dump that has been read in the copy.</summary>
    /// <param name="moment">The dump's.</param>
    public BackupState DumpCopied(DateTimeOffset moment) => this with { Copy = Copy is { } copy ? copy with { Dump = moment } : null };

    /// <summary>With the begin of a job.</summary>
    public BackupState Begun(JobKind job, DateTimeOffset at) => this with { Attempted = With(Attempted, job, at) };

    /// <summary>With the end of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="at">When it ended.</param>
    /// <param name="fault">Why it failed; null when it did not.</param>
    public BackupState Ended(JobKind job, DateTimeOffset at, string? fault) => fault is null
        ? this with { Succeeded = With(Succeeded, job, at), LastFault = null }
        : this with { Attempted = With(Attempted, job, at), Failures = With(Failures, job, Failures.GetValueOrDefault(job) + 1), LastFault = fault };

    /// <summary>With the result of a drill: only one that succeeded proves anything.</summary>
    public BackupState Drilled(DrillResult drill)
    {
        var drills = With(Drills, drill.Kind, drill);
        return drill.Succeeded && drill.Kind == DrillKind.Latest
            ? this with
            {
                Drills = drills,
                ProvenBase = drill.StartedAt - TimeSpan.FromSeconds(drill.RecoveryPoint ?? 0),
                ProvenDump = drill.Dump is { } dump ? Dumps.DumpNames.MomentOf(dump) : ProvenDump,
            }
            : this with { Drills = drills, Copy = drill.Succeeded && drill.From == BackupSource.Copy && Copy is { } copy ? copy with { Proven = drill.StartedAt } : Copy };
    }

    private static Dictionary<TKey, TValue> Without<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> values, TKey key)
        where TKey : notnull => values.Where(pair => !pair.Key.Equals(key)).ToDictionary();

    private static Dictionary<TKey, TValue> With<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> values, TKey key, TValue value)
        where TKey : notnull => new(values) { [key] = value };
}
