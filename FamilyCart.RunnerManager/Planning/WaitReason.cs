namespace FamilyCart.RunnerManager.Planning;

/// <summary>Why a job is not running yet.</summary>
internal enum WaitReason
{
    /// <summary>A runner listens for it; GitHub has the word.</summary>
    RunnerListening,

    /// <summary>A runner for it is being started.</summary>
    RunnerStarting,

    /// <summary>Every runner of the pools that fit has a job.</summary>
    PoolFull,

    /// <summary>No pool has all of its labels.</summary>
    NoPool,

    /// <summary>A pool fits, but none of its hosts is alive.</summary>
    NoHost,

    /// <summary>A pool fits, and an operator took it out of service.</summary>
    PoolDrained,

    /// <summary>A pool fits, and an operator took its living hosts out of service.</summary>
    HostDrained,

    /// <summary>GitHub waits for an approval or for its concurrency group.</summary>
    Waiting,

    /// <summary>A pool fits, but GitHub registers no runners for it.</summary>
    RegistrationRefused,
}
