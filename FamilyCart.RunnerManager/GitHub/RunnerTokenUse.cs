namespace FamilyCart.RunnerManager.GitHub;

/// <summary>What the runner's own configuration does with a token.</summary>
internal enum RunnerTokenUse
{
    /// <summary>Registers a runner.</summary>
    Registration,

    /// <summary>Removes one.</summary>
    Remove,
}
