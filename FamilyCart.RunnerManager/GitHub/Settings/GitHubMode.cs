namespace FamilyCart.RunnerManager.GitHub.Settings;

/// <summary>Whom the client talks to.</summary>
internal enum GitHubMode
{
    /// <summary>GitHub itself, or a GitHub Enterprise Server.</summary>
    GitHub,

    /// <summary>The emulator, which asks for no credential.</summary>
    Emulator,
}
