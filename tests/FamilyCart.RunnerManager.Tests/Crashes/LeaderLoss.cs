namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>How a leader is lost.</summary>
internal enum LeaderLoss
{
    /// <summary>By SIGKILL; it starts anew afterwards.</summary>
    Killed,

    /// <summary>By SIGSTOP; it goes on afterwards as if nothing had been.</summary>
    Stopped,

    /// <summary>By a network that lets nothing through to the database, and says nothing.</summary>
    Cut,
}
