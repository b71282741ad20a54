namespace FamilyCart.Ops.Output;

/// <summary>What a program reads where a command did not do what it was asked to.</summary>
/// <param name="Outcome">The exit code's name.</param>
/// <param name="Reason">A sentence with the remedy.</param>
internal sealed record Refusal(ExitCode Outcome, string Reason);
