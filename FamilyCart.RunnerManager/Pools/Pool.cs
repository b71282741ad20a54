using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Pools;

/// <summary>Runners that are alike and stand in for each other.</summary>
/// <param name="Name">Unique; its slots are called <c>NAME-1</c>, <c>NAME-2</c>, …</param>
/// <param name="Scope">What its runners belong to at GitHub.</param>
/// <param name="Labels">What a job may ask for, in lower case, sorted, 1 to 100 of them.</param>
/// <param name="RunnerGroup">GitHub's group of the runners; null for the default one.</param>
/// <param name="MinimumIdle">Runners that wait for a job at any time, as far as the maximum allows.</param>
/// <param name="Maximum">Runners at once, 1 to 10,000.</param>
/// <param name="Role">Which one a deployment asks first.</param>
/// <param name="Environment">Where its jobs may deploy to.</param>
/// <param name="AuthorizedForProd">Whether its jobs may deploy to production.</param>
/// <param name="Priority">Of the pools that fit a job, the one with the highest number gets it.</param>
/// <param name="Driver">What a runner is on its host.</param>
/// <param name="Hosts">The hosts that may carry it, preferred ones first; empty for any.</param>
/// <param name="Limits">What one runner and its job may use at most.</param>
/// <param name="Builder">Whether each of its runners has a builder of images beside it, which goes with it.</param>
internal sealed record Pool(
    string Name,
    GitHubScope Scope,
    IReadOnlyList<string> Labels,
    string? RunnerGroup,
    int MinimumIdle,
    int Maximum,
    PoolRole Role,
    DeployEnvironment Environment,
    bool AuthorizedForProd,
    int Priority,
    RunnerDriver Driver,
    IReadOnlyList<string> Hosts,
    RunnerLimits Limits,
    bool Builder = false)
{
    /// <summary>Whether a registration serves for job after job, each in a process and a place of its own; otherwise for one job.</summary>
    public bool Persistent { get; init; }

    /// <summary>Whether GitHub may give it a job of that repository with those labels.</summary>
    /// <param name="repository"><c>owner/name</c>.</param>
    /// <param name="labels">In lower case.</param>
    public bool Fits(string repository, IReadOnlyList<string> labels) => Scope.Covers(repository) && labels.All(Labels.Contains);

    /// <summary>Whether that host may carry its runners.</summary>
    public bool MayUse(string host) => Hosts.Count == 0 || Hosts.Contains(host);

    /// <summary>The name of a slot, which outlives the one-job registrations in it.</summary>
    /// <param name="slot">From 1.</param>
    public string SlotName(int slot) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}-{slot}");
}
