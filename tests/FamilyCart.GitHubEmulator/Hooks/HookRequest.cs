namespace FamilyCart.GitHubEmulator.Hooks;

/// <summary>A webhook to make.</summary>
/// <param name="Url">Where it goes.</param>
/// <param name="Secret">Signs it; null for no signature.</param>
/// <param name="Scope">A repository, an organization, or empty for an App's, which hears everything.</param>
public sealed record HookRequest(string Url, string? Secret = null, string Scope = "");
