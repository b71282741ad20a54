namespace FamilyCart.Ops.Repository;

/// <summary>Why pgBackRest could not do what it was asked to.</summary>
internal enum RepositoryFaultKind
{
    /// <summary>Anything that a person has to look at.</summary>
    Failed,

    /// <summary>Another one is at it.</summary>
    Busy,

    /// <summary>The repository belongs to another server, or to another major version.</summary>
    OtherServer,

    /// <summary>No segment of the log reached the repository in time.</summary>
    NotArchiving,

    /// <summary>The server does not answer.</summary>
    ServerDown,

    /// <summary>The repository cannot be read or written.</summary>
    Unreachable,

    /// <summary>The repository lacks the histories of timelines that it has segments of.</summary>
    TimelinesUnknown,

    /// <summary>The store of the copy does not answer.</summary>
    StoreAway,

    /// <summary>The store of the copy does not say who it is, or nobody vouches for it.</summary>
    StoreUntrusted,

    /// <summary>The store of the copy answers, and refuses.</summary>
    StoreRefuses,
}

/// <summary>A refusal of pgBackRest.</summary>
/// <param name="Kind">For programs.</param>
/// <param name="Reason">pgBackRest's last words, without its marks; they hold no secret.</param>
internal sealed record RepositoryFault(RepositoryFaultKind Kind, string Reason)
{
    // What was encrypted says no more of itself than that it cannot be decrypted.
    private const int Unreadable = 95;

    /// <summary>Reads the exit code, which is that of the error's class, and the last words.</summary>
    public static RepositoryFault Of(int code, string errors, string output)
    {
        var lines = (errors + "\n" + output).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var said = lines.SkipWhile(line => !line.Contains("ERROR", StringComparison.Ordinal)).Take(2).ToList() is [var first, .. var next] ? Whole(first, next.FirstOrDefault())
            : errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return new RepositoryFault(KindOf(code, said), said.Length == 0 ? $"pgbackrest ended with exit code {code}" : code == Unreadable && KindOf(code, said) != RepositoryFaultKind.StoreUntrusted ? $"a file of the repository is damaged, cut off or of another key: {said}" : said);
    }

    // The numbers are those of pgBackRest's error classes.
    private static RepositoryFaultKind KindOf(int code, string said) => code switch
    {
        // The class of this error is that of a store which does not answer, too.
        _ when said.Contains("server closed the connection", StringComparison.Ordinal) || said.Contains("NULL result required", StringComparison.Ordinal) => RepositoryFaultKind.ServerDown,
        50 => RepositoryFaultKind.Busy,
        28 or 44 or 51 or 58 => RepositoryFaultKind.OtherServer,
        82 => RepositoryFaultKind.NotArchiving,
        56 => RepositoryFaultKind.ServerDown,
        49 or 101 => RepositoryFaultKind.StoreAway,
        _ when said.Contains("waiting for read from", StringComparison.Ordinal) || said.Contains("waiting for write to", StringComparison.Ordinal) => RepositoryFaultKind.StoreAway,
        Unreadable when said.Contains("certificate", StringComparison.Ordinal) => RepositoryFaultKind.StoreUntrusted,
        _ when said.Contains("TLS error", StringComparison.Ordinal) => RepositoryFaultKind.StoreUntrusted,
        _ when said.Contains("HTTP request failed", StringComparison.Ordinal) => RepositoryFaultKind.StoreRefuses,
        41 or 42 or 47 or 53 or 55 or 61 or 64 or 73 or 103 => RepositoryFaultKind.Unreachable,
        _ when said.Contains("No space left", StringComparison.Ordinal) => RepositoryFaultKind.Unreachable,
        _ => RepositoryFaultKind.Failed,
    };

    // The first line of some ends with a colon, and the reason comes in the next; after a request to a store, that is what was sent.
    private static string Whole(string first, string? next) =>
        !first.EndsWith(':') ? Words(first)
        : next is null || next.StartsWith('*') ? Words(first).TrimEnd(':')
        : $"{Words(first)} {next}";

    private static string Words(string line)
    {
        var start = line.IndexOf("]: ", StringComparison.Ordinal);
        return (start < 0 ? line : line[(start + 3)..]).Trim();
    }
}
