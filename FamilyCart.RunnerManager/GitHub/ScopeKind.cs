namespace FamilyCart.RunnerManager.GitHub;

internal enum ScopeKind
{
    Repository,
    Organization,
    Enterprise,
}
