using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Ops.Secrets;

/// <summary>The folder of a published project: secrets are read and replaced there.</summary>
internal sealed class SecretProject
{
    private readonly string _folder;

    private SecretProject(string root, SecretIndex index) => (_folder, Index, Root) = (Path.Combine(root, "secrets"), index, root);

    public SecretIndex Index { get; }

    public string Root { get; }

    public string Folder => _folder;

    /// <exception cref="InvalidDataException">It is none, or cannot be read.</exception>
    public static SecretProject Open(string root) => new(Path.GetFullPath(root), SecretIndex.Read(root));

    /// <summary>Where a secret lies.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>What a secret is now.</summary>
    /// <exception cref="InvalidDataException">It cannot be used; the message names its file.</exception>
    public SecretLines Read(string name)
    {
        var file = SecretFile.Read(_folder, name);
        return file switch
        {
            { Fault: { } fault } => throw new InvalidDataException($"{file.Path} {fault.Problem}; {fault.Remedy}."),
            { Text: null or "" } => throw new InvalidDataException($"{file.Path} is empty; publish again to have one generated."),
            _ => SecretLines.Of(file.Text),
        };
    }

    /// <summary>Puts secrets, a line each, into a file, and renders what is made of it anew.</summary>
    /// <returns>When the file was written.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public DateTimeOffset Write(string name, params IReadOnlyList<string> lines)
    {
        var written = Overwrite(PathOf(name), string.Join('\n', lines));
        foreach (var rendered in Index.Rendered)
        {
            var template = new SecretTemplate(rendered.Text);
            if (template.Names.Contains(name, StringComparer.Ordinal))
            {
                Overwrite(PathOf(rendered.Name), template.Fill(other => other == name ? lines[0] : Read(other).Current));
            }
        }

        return written;
    }

    // In place: the file itself is mounted into containers, which would go on with the old one if another took its name. It is written
    // at once and cut afterwards, and what is cut off stood behind a whole line, so whoever reads between the two sees no half of one.
    private static DateTimeOffset Overwrite(string path, string text)
    {
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            var bytes = System.Text.Encoding.ASCII.GetBytes(text + "\n");
            RandomAccess.Write(file.SafeFileHandle, bytes, 0);
            file.SetLength(bytes.Length);
            file.Flush(flushToDisk: true);
        }

        // Set by hand: some file systems say another time once what was written has reached the disk.
        var now = DateTime.UtcNow;
        File.SetLastWriteTimeUtc(path, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)));
        return File.GetLastWriteTimeUtc(path);
    }
}
