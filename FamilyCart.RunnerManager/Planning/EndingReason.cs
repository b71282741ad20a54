namespace FamilyCart.RunnerManager.Planning;

/// <summary>Why the leader ends a runner.</summary>
internal enum EndingReason
{
    /// <summary>Its host did not begin in time.</summary>
    StartLate,

    /// <summary>Its process did not start in time.</summary>
    SpawnLate,

    /// <summary>It had no session in time.</summary>
    ListenLate,

    /// <summary>Its clean-up did not end in time.</summary>
    CleanUpLate,

    /// <summary>It listened, and a job that it could have taken stayed queued.</summary>
    Doubtful,

    /// <summary>Its host saw no sign of it, although it should listen.</summary>
    Silent,

    /// <summary>GitHub knew no session of it, although it should listen.</summary>
    Phantom,

    /// <summary>It waited for a job longer than needed.</summary>
    Surplus,

    /// <summary>Its pool is not configured any more, or has become smaller.</summary>
    PoolChanged,

    /// <summary>An operator took it, its pool or its host out of service.</summary>
    Drained,

    /// <summary>Its host is gone.</summary>
    HostLost,

    /// <summary>Its job was over at GitHub, and it did not end.</summary>
    Overtime,
}
