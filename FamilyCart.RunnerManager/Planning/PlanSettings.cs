using FamilyCart.RunnerManager.Fleet;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>Settings of section <c>Plan</c>: how long a step may take before nobody counts on it.</summary>
/// <param name="Start">From the decision to the registration. Default 30 s.</param>
/// <param name="Spawn">From the registration to the process. Default 15 s.</param>
/// <param name="Listen">From the process to the session. Default 60 s.</param>
/// <param name="CleanUp">From the end of the process until nothing is left. Default 60 s.</param>
/// <param name="Doubt">How long a job may stay queued although a runner listens for it, before that runner is replaced. Default 30 s.</param>
/// <param name="HostGrace">How long a host may be silent, such as for a restart of its manager, before its runners count as lost. Default 10 s.</param>
/// <param name="Idle">How long a runner beyond what is wanted may wait for a job. Default 5 min.</param>
internal sealed record PlanSettings(TimeSpan Start, TimeSpan Spawn, TimeSpan Listen, TimeSpan CleanUp, TimeSpan Doubt, TimeSpan HostGrace, TimeSpan Idle)
{
    public const string Section = "Plan";

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>For how long a listener may give no sign on its host, before it is replaced. Default 10 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long GitHub may know no session of a listener, before it is replaced; two answers, half of this apart, have to say so. Default 45 s.</summary>
    public TimeSpan Phantom { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>For how long a runner may go on after GitHub said that its job is over, before it is given up. Default 5 min.</summary>
    public TimeSpan Overtime { get; init; } = TimeSpan.FromMinutes(5);

    public static PlanSettings Default { get; } = new(
        TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(15),
        TimeSpan.FromSeconds(60),
        TimeSpan.FromSeconds(60),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(5));

    public static PlanSettings Read(SettingReader reader) => new(
        reader.Duration(nameof(Start), Default.Start, s_shortest, s_longest),
        reader.Duration(nameof(Spawn), Default.Spawn, s_shortest, s_longest),
        reader.Duration(nameof(Listen), Default.Listen, s_shortest, s_longest),
        reader.Duration(nameof(CleanUp), Default.CleanUp, s_shortest, s_longest),
        reader.Duration(nameof(Doubt), Default.Doubt, s_shortest, s_longest),
        reader.Duration(nameof(HostGrace), Default.HostGrace, s_shortest, s_longest),
        reader.Duration(nameof(Idle), Default.Idle, s_shortest, TimeSpan.FromDays(1)))
    {
        Silence = reader.Duration(nameof(Silence), Default.Silence, s_shortest, s_longest),
        Phantom = reader.Duration(nameof(Phantom), Default.Phantom, s_shortest, s_longest),
        Overtime = reader.Duration(nameof(Overtime), Default.Overtime, s_shortest, s_longest),
    };

    /// <summary>How long a runner may stay in a state; null where there is no limit.</summary>
    public TimeSpan? LimitOf(FleetRunner runner) => runner.State switch
    {
        RunnerState.Wanted => Start,
        RunnerState.Minted => Spawn,
        RunnerState.Spawned => Listen,
        RunnerState.Finished => CleanUp,
        _ => null,
    };
}
