using System.Text.RegularExpressions;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>What runners belong to at GitHub: <c>owner/name</c> is a repository, <c>owner</c> an organization, <c>enterprises/name</c> an enterprise.</summary>
internal sealed partial record GitHubScope
{
    private GitHubScope(ScopeKind kind, string name) => (Kind, Name) = (kind, name);

    public ScopeKind Kind { get; }

    /// <summary>As it is written in the configuration; the key of the scope everywhere.</summary>
    public string Name { get; }

    /// <summary>The path before <c>/actions/runners</c> in GitHub's REST API, without a slash at its ends.</summary>
    public string Path => Kind switch
    {
        ScopeKind.Repository => $"repos/{Name}",
        ScopeKind.Organization => $"orgs/{Name}",
        _ => Name,
    };

    /// <summary>Null when the text is none of the three forms.</summary>
    public static GitHubScope? TryParse(string text) => Form().Match(text) switch
    {
        { Success: false } => null,
        { Groups: var groups } when groups["enterprise"].Success => new(ScopeKind.Enterprise, text),
        { Groups: var groups } => new(groups["repository"].Success ? ScopeKind.Repository : ScopeKind.Organization, text),
    };

    /// <summary>Whether the jobs of a repository may run on runners of this scope; an enterprise's repositories are known to GitHub alone.</summary>
    /// <param name="repository"><c>owner/name</c>; upper and lower case are the same, as at GitHub.</param>
    public bool Covers(string repository) => Kind switch
    {
        ScopeKind.Repository => repository.Equals(Name, StringComparison.OrdinalIgnoreCase),
        ScopeKind.Organization => repository.StartsWith(Name + "/", StringComparison.OrdinalIgnoreCase),
        _ => true,
    };

    public override string ToString() => Name;

    [GeneratedRegex(@"^(?:(?<enterprise>enterprises/[A-Za-z0-9][A-Za-z0-9-]{0,63})|[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:/(?<repository>(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}))?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
