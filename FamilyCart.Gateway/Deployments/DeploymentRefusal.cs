namespace FamilyCart.Gateway.Deployments;

/// <summary>Why a change was refused. Nothing was changed.</summary>
internal enum DeploymentRefusal
{
    /// <summary>Another deployment is under way.</summary>
    Busy,

    /// <summary>The slot answers users already.</summary>
    SlotIsActive,

    /// <summary>The gateway knows no such slot.</summary>
    SlotUnknown,

    /// <summary>No deployment is under way.</summary>
    NothingUnderWay,

    /// <summary>The deployment is in a phase that has no such way out.</summary>
    NotInThisPhase,

    /// <summary>The slot that would answer users again is not well.</summary>
    PreviousIsIll,

    /// <summary>Requests wait already.</summary>
    AlreadyPaused,

    /// <summary>Requests flow.</summary>
    NotPaused,

    /// <summary>The state is another one than the caller saw.</summary>
    StateChanged,

    /// <summary>The Idempotency-Key came before with another request.</summary>
    KeyReused,

    /// <summary>The state could not be written, so it stays as it was.</summary>
    NotWritten,
}
