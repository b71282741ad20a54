namespace FamilyCart.ServiceDefaults.Preflight;

// The variable that an operator sets, and what it was set to.
internal sealed record RequiredSetting(string Variable, string? Value);
