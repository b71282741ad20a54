using System.Globalization;

namespace FamilyCart.Api.SystemInfo;

/// <summary>What the kernel tells in /proc and /sys/fs/cgroup. Nothing here throws: what cannot be read is null.</summary>
/// <param name="Root">The folder that stands for /; tests have one of their own.</param>
internal sealed record MachineFiles(string Root = "/")
{
    /// <summary>Returns the file's text, or null.</summary>
    internal string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(Root, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal string[] ReadLines(string path) => Read(path)?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Returns the number that is the file's whole text, or null; also for the word "max".</summary>
    internal long? ReadNumber(string path) => ToNumber(Read(path));

    /// <summary>Returns the number behind a name, as in "MemTotal:  123 kB", or null.</summary>
    internal long? ReadNumber(string path, string name)
    {
        foreach (var line in ReadLines(path))
        {
            if (line.Split([' ', ':', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var first, var second, ..] && first == name)
            {
                return ToNumber(second);
            }
        }

        return null;
    }

    internal static long? ToNumber(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
