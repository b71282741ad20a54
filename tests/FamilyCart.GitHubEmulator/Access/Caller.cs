namespace FamilyCart.GitHubEmulator.Access;

/// <summary>Who calls, and what they may do.</summary>
/// <param name="Kind">Whose credential it is.</param>
/// <param name="Key">Whose limits count: all tokens of an installation share them.</param>
/// <param name="Scopes">Of a classic token.</param>
/// <param name="Permissions">Of all others.</param>
/// <param name="Owners">Whose things it sees; null for everybody's.</param>
/// <param name="ExpiresAt">Null for never.</param>
internal sealed record Caller(
    CallerKind Kind,
    string Key,
    IReadOnlyList<string> Scopes,
    IReadOnlyDictionary<string, string> Permissions,
    IReadOnlyList<string>? Owners,
    DateTimeOffset? ExpiresAt)
{
    public bool Sees(string owner) => Owners?.Contains(owner, StringComparer.OrdinalIgnoreCase) ?? true;

    public bool May(Need need)
    {
        if (Kind == CallerKind.Classic)
        {
            return need.Classic.Length == 0 || Scopes.Any(scope => need.Classic.Contains(scope, StringComparer.Ordinal));
        }

        return need.Permission.Length == 0
            || (Permissions.TryGetValue(need.Permission, out var level) && (level == "write" || !need.Write));
    }
}
