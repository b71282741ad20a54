using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Hooks;

/// <summary>A webhook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Request">How it was asked for.</param>
/// <param name="CreatedAt">When.</param>
internal sealed record Hook(long Id, HookRequest Request, DateTimeOffset CreatedAt)
{
    /// <summary>Null for an App's.</summary>
    public Scope? Scope { get; } = Request.Scope.Length == 0 ? null : State.Scope.Of(Request.Scope);

    public string TargetType => Scope?.Kind switch
    {
        null => "integration",
        ScopeKind.Repository => "repository",
        _ => "organization",
    };

    public bool Hears(string repository) => Scope?.Covers(repository) ?? true;
}
