namespace FamilyCart.RunnerManager.Pools;

/// <summary>What a runner is on its host.</summary>
internal enum RunnerDriver
{
    /// <summary>A process of an unprivileged user.</summary>
    Process,

    /// <summary>A container of the host's engine.</summary>
    Container,
}
