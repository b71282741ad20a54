namespace FamilyCart.Testing.Processes;

internal static class Executable
{
    /// <summary>Returns the path of a program from PATH or the given folders; throws a sentence that says what to install.</summary>
    internal static string Find(string name, string debianPackage, params IEnumerable<string> moreFolders) =>
        moreFolders
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Concat(["/usr/bin", "/usr/sbin", "/usr/local/bin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"These tests run the real {name}, which is not on this machine. Install it, for example: apt-get install {debianPackage}");
}
