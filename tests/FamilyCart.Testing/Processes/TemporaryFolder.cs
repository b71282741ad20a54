using System.Globalization;

namespace FamilyCart.Testing.Processes;

/// <summary>Folders of servers, named by the process that uses them, so that what a killed process left is swept.</summary>
internal static class TemporaryFolder
{
    private const string Prefix = "familycart-server-";

    /// <summary>Returns a path that does not exist yet, and removes the folders of processes that are gone.</summary>
    internal static string Name()
    {
        Sweep();
        return Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
    }

    /// <summary>The same, but made: only this user may enter it.</summary>
    internal static string Create()
    {
        Sweep();
        return Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
    }

    internal static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's folder, or another test process sweeps it at the same moment.
        }
    }

    private static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !Directory.Exists($"/proc/{id}"))
            {
                Remove(folder);
            }
        }
    }
}
