namespace FamilyCart.AppHost.Smoke;

/// <summary>One step of the scenario as it went.</summary>
/// <param name="Error">Null when it did what it should.</param>
internal sealed record SmokeStep(string Name, double Milliseconds, string? Error);
