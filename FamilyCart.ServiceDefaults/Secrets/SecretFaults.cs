namespace FamilyCart.ServiceDefaults.Secrets;

// Registered only while there are some.
internal sealed record SecretFaults(IReadOnlyList<string> All);
