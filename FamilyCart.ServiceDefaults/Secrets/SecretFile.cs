using System.Text;

namespace FamilyCart.ServiceDefaults.Secrets;

// What one file of the folder holds, without the line ends behind it: null when there is a fault. An empty file is none.
internal sealed record SecretFile(string Path, string? Text, SecretFault? Fault)
{
    public const int LargestBytes = 64 * 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static string User => Environment.UserName is { Length: > 0 } name ? $"the user {name}" : "the user of this process";

    public static SecretFile Read(string folder, string name)
    {
        var path = System.IO.Path.Combine(folder, name);
        try
        {
            // Opening a folder would say no more than that access is denied.
            return Directory.Exists(path)
                ? Faulty("is a folder", "remove it and write the file, since an engine makes a folder where it finds no file to mount")
                : Decode(ReadBytes(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Faulty("is missing", "write the secret into it, and see that it is mounted here");
        }
        catch (UnauthorizedAccessException)
        {
            return Faulty($"is not readable by {User}", "give the file to that user or to a group of theirs, and let it be read (chmod 0440)");
        }
        catch (IOException exception)
        {
            return Faulty($"cannot be read ({exception.GetType().Name})", "see to its file system");
        }

        SecretFile Decode(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > LargestBytes)
            {
                return Faulty("is larger than 64 KB", "write the secret alone into it");
            }

            // Some editors begin a file with the mark, which nobody sees and no server takes for a part of a password.
            var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
            try
            {
                return new(path, s_strict.GetString(text).TrimEnd('\r', '\n'), null);
            }
            catch (DecoderFallbackException)
            {
                return Faulty("is not UTF-8 text", "write the secret as text");
            }
        }

        SecretFile Faulty(string problem, string remedy) => new(path, null, new SecretFault(problem, remedy));
    }

    // No more than it takes to see that a file is too large, whatever its length is said to be.
    private static ReadOnlySpan<byte> ReadBytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[LargestBytes + 1];
        return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
