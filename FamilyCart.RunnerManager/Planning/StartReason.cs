namespace FamilyCart.RunnerManager.Planning;

internal enum StartReason
{
    /// <summary>For a job that is queued.</summary>
    Job,

    /// <summary>To have the wanted number of idle ones.</summary>
    Idle,
}
