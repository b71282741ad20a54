namespace FamilyCart.GitHubEmulator.Jobs;

/// <summary>A step of a job's script.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Amount">Seconds or MB, by its kind.</param>
/// <param name="Text">A path or a shell script, by its kind.</param>
/// <param name="Name">As it is shown; by default its kind.</param>
public sealed record JobStep(StepKind Kind, double Amount = 0, string? Text = null, string? Name = null);
