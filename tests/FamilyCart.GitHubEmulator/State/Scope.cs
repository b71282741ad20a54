namespace FamilyCart.GitHubEmulator.State;

/// <summary>What runners and hooks belong to: <c>owner/name</c>, <c>owner</c> or <c>enterprises/name</c>.</summary>
internal sealed record Scope
{
    private Scope(ScopeKind kind, string name) => (Kind, Name) = (kind, name);

    public ScopeKind Kind { get; }

    public string Name { get; }

    /// <summary>Below the API's root, without a slash at its ends.</summary>
    public string Path => Kind switch
    {
        ScopeKind.Repository => $"repos/{Name}",
        ScopeKind.Organization => $"orgs/{Name}",
        _ => Name,
    };

    /// <summary>Whom a token must see for it.</summary>
    public string Owner => Kind == ScopeKind.Enterprise ? Name : Name.Split('/')[0];

    public static Scope Of(string text)
    {
        var kind = text.StartsWith("enterprises/", StringComparison.OrdinalIgnoreCase) ? ScopeKind.Enterprise
            : text.Contains('/', StringComparison.Ordinal) ? ScopeKind.Repository
            : ScopeKind.Organization;
        return new Scope(kind, text);
    }

    /// <summary>Whether jobs of the repository come here.</summary>
    public bool Covers(string repository) => Kind switch
    {
        ScopeKind.Repository => repository.Equals(Name, StringComparison.OrdinalIgnoreCase),
        ScopeKind.Organization => repository.StartsWith(Name + "/", StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    public bool Equals(Scope? other) => other is not null && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);
}
