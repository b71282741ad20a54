namespace FamilyCart.AppHost.Launch;

/// <summary>Why nothing was started, or why the run ended: one sentence with cause and remedy.</summary>
/// <param name="Code">What the process exits with.</param>
/// <param name="Message">Plain text for a person; never holds a secret.</param>
internal sealed record Fault(ExitCode Code, string Message);
