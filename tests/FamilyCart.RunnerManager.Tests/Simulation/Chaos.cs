namespace FamilyCart.RunnerManager.Tests.Simulation;

/// <summary>What goes wrong.</summary>
/// <param name="Dropped">Share of webhooks that never arrive.</param>
/// <param name="Doubled">Share that arrives twice.</param>
/// <param name="Reordered">Share that arrives up to a minute late.</param>
/// <param name="Outage">For how long, from the first hour on, none arrives.</param>
/// <param name="Deaf">Share of runners whose listener never gets a session.</param>
/// <param name="Approvals">Share of jobs that wait for an approval first; of half of those GitHub says queued before.</param>
/// <param name="Reruns">Share of jobs that are run again.</param>
internal sealed record Chaos(double Dropped, double Doubled, double Reordered, TimeSpan Outage, double Deaf, double Approvals, double Reruns)
{
    /// <summary>Jobs take from 5 s to this.</summary>
    public TimeSpan LongestJob { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Share of runners that listen and whose session GitHub has lost.</summary>
    public double Phantoms { get; init; }

    public static Chaos None { get; } = new(0, 0, 0, TimeSpan.Zero, 0, 0, 0);

    public static Chaos Full { get; } = new(0.3, 0.2, 0.2, TimeSpan.FromMinutes(10), 0.01, 0.1, 0.05);
}
