namespace FamilyCart.EndToEnd.Tests.Running;

/// <summary>A machine that lacks programs: a folder with links to all that PATH offers, but for some.</summary>
internal static class TrimmedPath
{
    /// <summary>Fills the folder; it is then a value for PATH.</summary>
    public static string Create(string folder, params IEnumerable<string> without)
    {
        var programs = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles)
            .DistinctBy(Path.GetFileName)
            .ExceptBy(without, Path.GetFileName);
        foreach (var program in programs)
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(program)), program);
        }

        return folder;
    }
}
