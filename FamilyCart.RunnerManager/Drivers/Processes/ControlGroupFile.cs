using System.Globalization;

namespace FamilyCart.RunnerManager.Drivers.Processes;

/// <summary>The kernel's files of control groups. One that is not there, or went with its group, says nothing.</summary>
internal static class ControlGroupFile
{
    /// <summary>The text without the line's end, or null.</summary>
    public static string? Read(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name)).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The number that is all of a file; null also for <c>max</c>.</summary>
    public static long? Number(string folder, string name) =>
        long.TryParse(Read(folder, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The number behind a word, in a file of a word and a number a line.</summary>
    public static long? Number(string folder, string name, string word) =>
        Read(folder, name)?.Split('\n').FirstOrDefault(line => line.StartsWith(word + " ", StringComparison.Ordinal)) is { } found
        && long.TryParse(found.AsSpan(word.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Writes what the kernel reads in one piece.</summary>
    /// <exception cref="IOException">The kernel refused it.</exception>
    public static void Write(string folder, string name, string value)
    {
        using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(value));
    }
}
