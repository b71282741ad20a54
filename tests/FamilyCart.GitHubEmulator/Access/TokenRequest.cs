namespace FamilyCart.GitHubEmulator.Access;

/// <summary>A personal token to make.</summary>
/// <param name="Kind">Classic or fine-grained.</param>
/// <param name="Token">The token itself; null for a random one.</param>
/// <param name="Scopes">Of a classic one, such as <c>repo</c>.</param>
/// <param name="Permissions">Of a fine-grained one, such as <c>administration</c> to <c>write</c>.</param>
/// <param name="Owners">Whose things it sees; null for everybody's.</param>
/// <param name="ExpiresAt">Null for never.</param>
public sealed record TokenRequest(
    CallerKind Kind = CallerKind.Classic,
    string? Token = null,
    IReadOnlyList<string>? Scopes = null,
    IReadOnlyDictionary<string, string>? Permissions = null,
    IReadOnlyList<string>? Owners = null,
    DateTimeOffset? ExpiresAt = null);
