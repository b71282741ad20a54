namespace FamilyCart.Ops.Restoring;

/// <summary>What a restore came to.</summary>
/// <param name="Outcome">Done, or why not.</param>
/// <param name="Reason">A sentence with the remedy; null when done.</param>
/// <param name="Backup">The base backup that was used; null when none was.</param>
/// <param name="Folder">Where the restored data are.</param>
/// <param name="Target">Up to where.</param>
internal sealed record RestoreResult(ExitCode Outcome, string? Reason, string? Backup, string Folder, string Target);
