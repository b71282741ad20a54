namespace FamilyCart.AppHost.Resources;

/// <summary>Files that this assembly carries.</summary>
internal static class EmbeddedText
{
    /// <summary>The whole text of an embedded file.</summary>
    /// <exception cref="InvalidOperationException">There is no such file: a mistake in the project file.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly carries no file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
