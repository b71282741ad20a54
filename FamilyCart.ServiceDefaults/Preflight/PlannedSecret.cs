namespace FamilyCart.ServiceDefaults.Preflight;

// Optional: the file may be empty.
internal sealed record PlannedSecret(string Name, int Shortest, bool IsOptional);
