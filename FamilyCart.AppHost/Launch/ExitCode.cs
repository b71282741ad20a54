namespace FamilyCart.AppHost.Launch;

/// <summary>Every way in which a run of the topology can end. docs/exit-codes.md says what to do about each; 9 to 11 are <c>./run</c>'s own.</summary>
internal enum ExitCode
{
    Ok = 0,
    SmokeFailed = 1,
    BadConfiguration = 2,
    ResourceFailed = 3,
    NotHealthyInTime = 4,
    PortTaken = 5,
    AlreadyRunning = 6,
    DataDirectoryRefused = 7,
    PrerequisiteMissing = 8,
    HostStopped = 12,
    DiskFull = 13,
    OtherServerMajor = 14,
    MigrationFailed = 15,
    PublishFailed = 16,
    Interrupted = 130,
}
