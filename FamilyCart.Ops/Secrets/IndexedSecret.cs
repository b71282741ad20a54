namespace FamilyCart.Ops.Secrets;

/// <summary>A secret of a published project.</summary>
/// <param name="Name">Its file's.</param>
/// <param name="Use">What it opens; null where somebody else gives it out, or nobody can change it while it is used.</param>
/// <param name="Shortest">How many characters it has to have.</param>
/// <param name="Optional">Whether it may be empty.</param>
/// <param name="Readers">The services that have its file.</param>
internal sealed record IndexedSecret(string Name, SecretUse? Use, int Shortest, bool Optional, IReadOnlyList<SecretReader> Readers);
