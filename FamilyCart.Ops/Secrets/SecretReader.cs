namespace FamilyCart.Ops.Secrets;

/// <summary>A service that has the file of a secret.</summary>
/// <param name="Service">Its name in the compose file.</param>
/// <param name="Once">Whether it runs to completion, and so reads what is there then.</param>
/// <param name="Metrics">Host and port at which it tells which secret it uses; null of one that reads it when it starts.</param>
internal sealed record SecretReader(string Service, bool Once, string? Metrics);
