namespace FamilyCart.Ops.Repository;

/// <summary>What an operator does about a refusal.</summary>
internal static class RepositoryRemedy
{
    /// <returns>The refusal and its remedy, as a sentence.</returns>
    public static string Of(RepositoryFault fault) => $"{fault.Reason.TrimEnd('.')}; " + fault.Kind switch
    {
        RepositoryFaultKind.Busy => "another backup is at it, so wait for its end.",
        RepositoryFaultKind.OtherServer => "it belongs to another server: name another Backup:Folder, or another Backup:Copy if it is the copy's, or, if this server takes that one's place, run: ops adopt-server",
        RepositoryFaultKind.NotArchiving => "the server's log says why its archive_command fails.",
        RepositoryFaultKind.ServerDown => "see that the server runs and that the role backup may log in.",
        RepositoryFaultKind.Unreachable => "see that the repository's disk is there, has room and can be written by the server's account.",
        RepositoryFaultKind.TimelinesUnknown => "ops adopt-server brings those that the living server has.",
        RepositoryFaultKind.StoreAway => "see that the store answers at Backup:Copy:Endpoint, or take the copy out of the settings and restart uat-backup.",
        RepositoryFaultKind.StoreUntrusted => "see that Backup:Copy:Endpoint is the name in the store's certificate, and name the authority that has signed it as Backup:Copy:CertificateAuthority, in a file that the server's account can read.",
        RepositoryFaultKind.StoreRefuses => "see that Backup:Copy:Bucket is there and that Backup:Copy:AccessKey and SecretKey may write to it.",
        _ => "docs/backup.md lists what to look at.",
    };
}
