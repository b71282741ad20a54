namespace FamilyCart.RunnerManager.Fleet;

/// <summary>The life of a runner, in the order in which it goes.</summary>
internal enum RunnerState
{
    /// <summary>The leader decided it; its host has not begun.</summary>
    Wanted,

    /// <summary>Registered at GitHub, not started.</summary>
    Minted,

    /// <summary>Its listener runs, without a session so far.</summary>
    Spawned,

    /// <summary>Its listener waits for a job.</summary>
    Listening,

    /// <summary>It has a job.</summary>
    Busy,

    /// <summary>Its listener has ended; the clean-up is under way.</summary>
    Finished,

    /// <summary>Given up: nobody counts on it any more, and its host removes what is left of it.</summary>
    Lost,

    /// <summary>Nothing of it is left.</summary>
    Gone,
}
