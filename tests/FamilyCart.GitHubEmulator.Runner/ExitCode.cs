namespace FamilyCart.GitHubEmulator.Runner;

/// <summary>What the real listener's exit codes mean.</summary>
internal static class ExitCode
{
    /// <summary>Stopped, or its one job is over, however it ended.</summary>
    public const int Done = 0;

    /// <summary>Not to be started again as it is.</summary>
    public const int Terminated = 1;

    /// <summary>Worth another start.</summary>
    public const int Retryable = 2;

    /// <summary>Another listener has this runner's session.</summary>
    public const int SessionConflict = 5;

    /// <summary>GitHub takes this version no longer; said only where the environment asks for it.</summary>
    public const int VersionDeprecated = 7;
}
