namespace FamilyCart.GitHubEmulator.Control;

/// <summary>A registration that there is, or was.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">What it belongs to.</param>
/// <param name="RegisteredAt">Since when.</param>
/// <param name="RemovedAt">Until when; null while it is there.</param>
public sealed record RegistrationView(long Id, string Name, string Scope, DateTimeOffset RegisteredAt, DateTimeOffset? RemovedAt);
