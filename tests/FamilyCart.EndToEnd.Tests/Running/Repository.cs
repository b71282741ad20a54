namespace FamilyCart.EndToEnd.Tests.Running;

/// <summary>Where things are in the clone that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string File(string relativePath) => Path.Combine(Root, relativePath);

    /// <summary>The AppHost as ./run starts it.</summary>
    public static string AppHost { get; } = File("FamilyCart.AppHost/bin/Debug/net10.0/FamilyCart.AppHost.dll");

    private static string Find(string folder) =>
        System.IO.File.Exists(Path.Combine(folder, "FamilyCart.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests must run inside the clone."));
}
