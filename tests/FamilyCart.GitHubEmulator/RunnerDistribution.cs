namespace FamilyCart.GitHubEmulator;

/// <summary>The scripted runner that the build has made.</summary>
public static class RunnerDistribution
{
    private const string Project = "FamilyCart.GitHubEmulator.Runner";

    /// <summary>Returns the folder that holds <c>bin</c>, <c>config.sh</c> and <c>run.sh</c>; copy it to make a runner's root.</summary>
    /// <exception cref="DirectoryNotFoundException">It was not built.</exception>
    public static string Folder()
    {
        // …/tests/SOME.Tests/bin/Debug/net10.0: the same configuration beside it.
        var output = AppContext.BaseDirectory.TrimEnd('/').Split('/');
        var tests = string.Join('/', output[..^4]);
        var folder = Path.Combine(tests, Project, output[^3], output[^2], output[^1], "distribution");
        return Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException($"The scripted runner is not at {folder}; build tests/{Project}.");
    }

    /// <summary>Makes a runner's root of it: a copy that shares nothing.</summary>
    /// <param name="root">A folder that does not exist yet.</param>
    public static void CopyTo(string root)
    {
        var distribution = Folder();
        foreach (var file in Directory.EnumerateFiles(distribution, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(root, Path.GetRelativePath(distribution, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
