namespace FamilyCart.AppHost.Publishing;

/// <summary>A secret file that is made of other secrets, for a program that wants them in a form of its own.</summary>
/// <param name="Name">The file's.</param>
/// <param name="Text">From the name of a secret to its value; gives what the file holds.</param>
internal sealed record RenderedSecretAnnotation(string Name, Func<Func<string, string>, string> Text) : IResourceAnnotation;
