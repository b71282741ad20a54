namespace Aspire.Hosting.Conformance.Tests.Suite;

/// <summary>Where the suite lies: <c>tests/conformance</c> of the clone that this assembly was built in.</summary>
internal static class SuiteFolder
{
    public static string Root { get; } = Find();

    public static string Projects => Path.Combine(Root, "projects");

    public static string OfCase(string name) => Path.Combine(Root, "cases", name);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "conformance");
            if (Directory.Exists(Path.Combine(candidate, "cases")))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"tests/conformance/cases was not found above {AppContext.BaseDirectory}.");
    }
}
