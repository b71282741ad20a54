using System.Reflection;

namespace FamilyCart.AppHost.Publishing;

/// <summary>What this program was built of.</summary>
internal static class Commit
{
    private const int Length = 12;

    /// <summary>Version and commit as a tag of images; the version alone where it was built outside a repository.</summary>
    public static string Tag { get; } = Read(typeof(Commit).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    // The build writes VERSION+COMMIT, and a tag has no plus.
    private static string Read(string version) =>
        version.Split('+') is [var number, var commit] ? $"{number}-{commit[..Math.Min(Length, commit.Length)]}" : version;
}
