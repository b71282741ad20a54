namespace FamilyCart.RunnerManager.Fleet;

/// <summary>Why a runner that listens may not be there for a job.</summary>
internal enum RunnerDoubt
{
    /// <summary>Its host sees no sign of it: its process stands still, or has no connection.</summary>
    Silent,

    /// <summary>GitHub knows no session of it: its capacity is believed and not there.</summary>
    Phantom,
}
