namespace FamilyCart.ServiceDefaults.Secrets;

// What is in use of a file, and when that was written.
internal sealed record SeenSecret(SecretLines Lines, DateTimeOffset Written)
{
    private const int Attempts = 3;

    // With a fault instead of the text of a file that is empty, or that somebody writes to all the while.
    public static (SeenSecret? Seen, SecretFault? Fault) Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        for (var attempt = 1; ; attempt++)
        {
            var before = File.GetLastWriteTimeUtc(path);
            var file = SecretFile.Read(folder, name);
            if (file.Fault is { } fault)
            {
                return (null, fault);
            }

            if (File.GetLastWriteTimeUtc(path) == before)
            {
                return file.Text is { Length: > 0 } text
                    ? (new SeenSecret(SecretLines.Of(text), before), null)
                    : (null, new SecretFault("is empty", "write the secret into it"));
            }

            if (attempt == Attempts)
            {
                return (null, new SecretFault("changes while it is read", "end what writes to it"));
            }
        }
    }
}
