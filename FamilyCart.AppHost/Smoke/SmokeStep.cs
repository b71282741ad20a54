namespace FamilyCart.AppHost.Smoke;

/// <summary>One step of the scenario as it went; without an error it did what it should.</summary>
internal sealed record SmokeStep(string Name, double Milliseconds, string? Error);
