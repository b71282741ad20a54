using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Access;

/// <summary>What an endpoint asks of its caller.</summary>
/// <param name="Classic">Scopes of which a classic token must have one; empty for none.</param>
/// <param name="Permission">What all others must have; empty for none.</param>
/// <param name="Write">Whether to read it is not enough.</param>
/// <param name="AsApp">Whether only an App's JWT will do.</param>
internal sealed record Need(string[] Classic, string Permission, bool Write, bool AsApp = false)
{
    public static Need Nothing { get; } = new([], string.Empty, false);

    public static Need App { get; } = new([], string.Empty, false, AsApp: true);

    public static Need Runners(ScopeKind kind, bool write) => kind switch
    {
        ScopeKind.Repository => new(["repo"], "administration", write),
        ScopeKind.Organization => new(["admin:org"], "organization_self_hosted_runners", write),
        _ => new(["manage_runners:enterprise", "admin:enterprise"], "enterprise_self_hosted_runners", write),
    };

    public static Need Actions(bool write) => new(["repo"], "actions", write);

    public static Need Hooks(ScopeKind kind, bool write) => kind == ScopeKind.Repository
        ? new(["admin:repo_hook", "repo"], "repository_hooks", write)
        : new(["admin:org_hook"], "organization_hooks", write);
}
