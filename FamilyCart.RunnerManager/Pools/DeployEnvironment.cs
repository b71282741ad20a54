namespace FamilyCart.RunnerManager.Pools;

/// <summary>Where the jobs of a pool may deploy to.</summary>
internal enum DeployEnvironment
{
    Uat,
    Staging,
    Production,
}
