namespace FamilyCart.Ops.Secrets;

/// <summary>A file that is made of secrets, for a program that wants them in a form of its own.</summary>
/// <param name="Name">The file's.</param>
/// <param name="Text">With references to secrets.</param>
internal sealed record RenderedSecret(string Name, string Text);
