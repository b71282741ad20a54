namespace FamilyCart.Ops.Tools;

/// <summary>What a tool takes of processors and disk.</summary>
/// <param name="Programs">The programs that run it, each with its arguments.</param>
/// <param name="Rests">Whether it rests half of the time.</param>
internal sealed record ToolManner(IReadOnlyList<string> Programs, bool Rests)
{
    /// <summary>A small share whatever others want.</summary>
    public static ToolManner Low { get; } = new(["nice", "-n", "19", "ionice", "-c", "3"], Rests: false);

    /// <summary>Half of the time, and only what nobody else of its container wants then.</summary>
    public static ToolManner Idle { get; } = new(["chrt", "--idle", "0", "ionice", "-c", "3"], Rests: true);

    /// <summary>A command that runs in this manner.</summary>
    /// <param name="command">Program and arguments.</param>
    public IReadOnlyList<string> Command(IReadOnlyList<string> command)
    {
        // Without a time it does nothing but lead a process group. Since that is one of this program's session, Linux hangs it up rather than
        // leaves it at rest when this program is killed; where the next parent is of the same session too, which no container of ours has, it stays.
        string[] leader = Rests ? ["timeout", "0"] : [];
        return [.. leader, .. Programs, .. command];
    }
}
