namespace FamilyCart.Ops.Tools;

/// <summary>What a tool takes of processors and disk.</summary>
/// <param name="Prefix">The programs that run it, each with its arguments.</param>
/// <param name="Rests">Whether it rests half of the time.</param>
internal sealed record ToolManner(IReadOnlyList<string> Prefix, bool Rests)
{
    /// <summary>As anything else.</summary>
    public static ToolManner Plain { get; } = new([], Rests: false);

    /// <summary>A small share whatever others want.</summary>
    public static ToolManner Low { get; } = new(["nice", "-n", "19", "ionice", "-c", "3"], Rests: false);

    /// <summary>
    /// Half of the time, and only what nobody else wants then. <c>timeout</c> without a time gives it a process group of its own in this
    /// program's session, which the kernel ends rather than leaves at rest when this program is killed.
    /// </summary>
    public static ToolManner Idle { get; } = new(["timeout", "0", "chrt", "--idle", "0", "ionice", "-c", "3"], Rests: true);
}
