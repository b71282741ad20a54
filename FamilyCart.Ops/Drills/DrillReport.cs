using FamilyCart.Ops.Repository;

namespace FamilyCart.Ops.Drills;

/// <summary>A drill's result while it grows.</summary>
/// <param name="kind">What is restored to.</param>
/// <param name="startedAt">UTC.</param>
internal sealed class DrillReport(DrillKind kind, DateTimeOffset startedAt)
{
    private readonly List<string> _checks = [];
    private readonly List<string> _skipped = [];
    private readonly List<string> _faults = [];

    public DateTimeOffset StartedAt => startedAt;

    public BackupSource From { get; set; } = BackupSource.Repository;

    public string Target { get; set; } = "";

    public string? Backup { get; set; }

    public string? Dump { get; set; }

    public double? RecoveryPoint { get; set; }

    public double? RecoveryTime { get; set; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Databases { get; set; } = new Dictionary<string, IReadOnlyDictionary<string, long>>();

    /// <summary>Notes a check that found things in order, or the fault that it found.</summary>
    /// <param name="what">The check.</param>
    /// <param name="fault">Null for none.</param>
    /// <returns>Whether things are in order.</returns>
    public bool Check(string what, string? fault)
    {
        (fault is null ? _checks : _faults).Add(fault ?? what);
        return fault is null;
    }

    public void Skip(string what) => _skipped.Add(what);

    public DrillResult Result() => new(kind, startedAt, Target, Backup, RecoveryPoint, RecoveryTime, Databases, Dump, [.. _checks], [.. _skipped], [.. _faults], From);
}
