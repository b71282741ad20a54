namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>What a credential needs, and what is too much.</summary>
internal static class PermissionRules
{
    private static readonly ScopeKind[] _allKinds = Enum.GetValues<ScopeKind>();
    private static readonly string[] _levels = ["read", "write", "admin"];

    /// <summary>The scope of a classic token that manages runners of that kind.</summary>
    public static string ClassicScope(ScopeKind kind) => kind switch
    {
        ScopeKind.Repository => "repo",
        ScopeKind.Organization => "admin:org",
        _ => "manage_runners:enterprise",
    };

    /// <summary>The permission of an App or a fine-grained token that manages runners of that kind, as GitHub's API calls it.</summary>
    public static string RunnerPermission(ScopeKind kind) => kind switch
    {
        ScopeKind.Repository => "administration",
        ScopeKind.Organization => "organization_self_hosted_runners",
        _ => "enterprise_self_hosted_runners",
    };

    /// <summary>The permission of an App or a fine-grained token that lists a webhook's deliveries and has them sent again.</summary>
    public static string HookPermission(ScopeKind kind) => kind == ScopeKind.Repository ? "repository_hooks" : "organization_hooks";

    /// <summary>Judges the scopes of a classic token.</summary>
    /// <param name="granted">What X-OAuth-Scopes says.</param>
    /// <param name="kinds">Of the fleet's scopes; empty while they are not known.</param>
    /// <param name="hooks">Of the scopes whose webhooks' deliveries are listed with this token.</param>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Excess) JudgeClassic(
        IReadOnlyCollection<string> granted, IReadOnlyCollection<ScopeKind> kinds, IReadOnlyCollection<ScopeKind> hooks)
    {
        var needed = kinds.Select(ClassicScope).ToHashSet(StringComparer.Ordinal);
        var allowed = (kinds.Count == 0 ? _allKinds : kinds).Select(ClassicScope).Append("repo").ToHashSet(StringComparer.Ordinal);
        foreach (var kind in hooks)
        {
            allowed.UnionWith(HookScopes(kind));
            // The first of them is the least.
            if (!HookScopes(kind).Any(granted.Contains))
            {
                needed.Add(HookScopes(kind)[0]);
            }
        }

        var missing = needed.Where(scope => !granted.Contains(scope) && !(scope == "manage_runners:enterprise" && granted.Contains("admin:enterprise")));
        return ([.. missing.Order(StringComparer.Ordinal)], [.. granted.Where(scope => !allowed.Contains(scope)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Judges the permissions of an App's installation.</summary>
    /// <param name="granted">Such as <c>actions</c>: <c>read</c>.</param>
    /// <param name="kinds">Of the fleet's scopes; empty while they are not known.</param>
    /// <param name="hooks">Of the scopes whose webhooks' deliveries are listed; none for an App's own webhook.</param>
    public static (IReadOnlyList<string> Missing, IReadOnlyList<string> Excess) JudgeApp(
        IReadOnlyDictionary<string, string> granted, IReadOnlyCollection<ScopeKind> kinds, IReadOnlyCollection<ScopeKind> hooks)
    {
        var needed = kinds.ToDictionary(RunnerPermission, static _ => "write", StringComparer.Ordinal);
        needed["actions"] = "read";
        var allowed = (kinds.Count == 0 ? _allKinds : kinds).ToDictionary(RunnerPermission, static _ => "write", StringComparer.Ordinal);
        allowed["actions"] = "read";
        allowed["metadata"] = "read";
        foreach (var permission in hooks.Select(HookPermission))
        {
            needed[permission] = allowed[permission] = "write";
        }

        return (
            [.. Above(needed, granted).Order(StringComparer.Ordinal)],
            [.. Above(granted, allowed).Order(StringComparer.Ordinal)]);
    }

    private static string[] HookScopes(ScopeKind kind) => kind == ScopeKind.Repository ? ["write:repo_hook", "admin:repo_hook", "repo"] : ["admin:org_hook"];

    private static IEnumerable<string> Above(IReadOnlyDictionary<string, string> what, IReadOnlyDictionary<string, string> bound) =>
        from permission in what
        where Level(permission.Value) > Level(bound.GetValueOrDefault(permission.Key))
        select $"{permission.Key}: {permission.Value}";

    private static int Level(string? level) => level is null ? -1 : Array.IndexOf(_levels, level) is >= 0 and var index ? index : _levels.Length;
}
