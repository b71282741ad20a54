namespace FamilyCart.RunnerManager.Gates;

/// <summary>Why a deployment may not be sent to a pool.</summary>
internal enum PoolObstacle
{
    /// <summary>It is for production without being authorized for it.</summary>
    NotAuthorized,

    /// <summary>A job with its labels might run in a pool that is not authorized for production.</summary>
    LabelsShared,

    /// <summary>No manager lives on any of its hosts.</summary>
    NoHost,

    /// <summary>The planner has no runner for a job there, nor would it start one.</summary>
    TakesNoJob,

    /// <summary>No runner listens or works, and none ever did.</summary>
    NeverListened,

    /// <summary>No runner listens or works, and the last start did not get so far.</summary>
    LastStartFailed,
}
