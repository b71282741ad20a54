namespace FamilyCart.GitHubEmulator.State;

internal enum ScopeKind
{
    Repository,
    Organization,
    Enterprise,
}
