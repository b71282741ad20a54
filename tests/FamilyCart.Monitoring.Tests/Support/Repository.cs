namespace FamilyCart.Monitoring.Tests.Support;

/// <summary>Where the files are that these tests read.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below monitoring/.</summary>
    public static string Monitoring(params string[] parts) => Path.Combine([Root, "monitoring", .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FamilyCart.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("FamilyCart.sln is in no folder above the tests.");
    }
}
