namespace FamilyCart.GitHubEmulator.Access;

/// <summary>An App to make, with one installation.</summary>
/// <param name="Id">The App's id.</param>
/// <param name="PublicKey">PEM.</param>
/// <param name="Account">Where it is installed; what it sees.</param>
/// <param name="InstallationId">The installation's id.</param>
/// <param name="Permissions">Null for those that runners need.</param>
public sealed record AppRequest(
    long Id, string PublicKey, string Account, long InstallationId = 1, IReadOnlyDictionary<string, string>? Permissions = null);
