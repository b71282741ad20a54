namespace FamilyCart.RunnerManager.Distributions;

/// <summary>What GitHub says of a version of the runner.</summary>
internal enum VersionStanding
{
    /// <summary>Nothing yet.</summary>
    Unknown,

    /// <summary>It is taken, and there is no newer one.</summary>
    Current,

    /// <summary>There is a newer one; GitHub wants runners to be updated within 30 days of it.</summary>
    Outdated,

    /// <summary>It is taken until a day that is known.</summary>
    Ending,

    /// <summary>It is taken no longer.</summary>
    Deprecated,
}
