namespace FamilyCart.Ops.Repository;

/// <summary>What an operator does about a refusal.</summary>
internal static class RepositoryRemedy
{
    /// <returns>The refusal and its remedy, as a sentence.</returns>
    public static string Of(RepositoryFault fault) => $"{fault.Reason.TrimEnd('.')}; " + fault.Kind switch
    {
        RepositoryFaultKind.Busy => "another backup is at it, so wait for its end.",
        RepositoryFaultKind.OtherServer => "the repository belongs to another server: name another Backup:Folder, or, if this server takes its place, run: ops adopt-server",
        RepositoryFaultKind.NotArchiving => "the server's log says why its archive_command fails.",
        RepositoryFaultKind.ServerDown => "see that the server runs and that the role backup may log in.",
        RepositoryFaultKind.Unreachable => "see that the repository's disk is there, has room and can be written by the server's account.",
        _ => "docs/backup.md lists what to look at.",
    };
}
