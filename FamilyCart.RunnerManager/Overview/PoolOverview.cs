namespace FamilyCart.RunnerManager.Overview;

/// <summary>A pool for programs; its keys are those of the configuration.</summary>
/// <param name="Name">Unique.</param>
/// <param name="Role">primary or secondary.</param>
/// <param name="Environment">production, staging or uat.</param>
/// <param name="AuthorizedForProd">Whether its jobs may deploy to production.</param>
/// <param name="Scope">What its runners belong to at GitHub.</param>
/// <param name="Labels">What a job may ask for.</param>
/// <param name="MinimumIdle">Runners that wait for a job.</param>
/// <param name="Maximum">Runners at once.</param>
/// <param name="Drained">Null while it is in service.</param>
/// <param name="Runners">All that are not gone, by slot.</param>
internal sealed record PoolOverview(
    string Name,
    string Role,
    string Environment,
    bool AuthorizedForProd,
    string Scope,
    IReadOnlyList<string> Labels,
    int MinimumIdle,
    int Maximum,
    DrainOverview? Drained,
    IReadOnlyList<RunnerOverview> Runners);
