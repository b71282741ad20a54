using System.Text;

namespace FamilyCart.GitHubEmulator.Shapes;

internal static class Numbers
{
    /// <summary>A number from 1 that is always the same for that name.</summary>
    public static long Of(string name)
    {
        var hash = 2166136261u;
        foreach (var character in Encoding.UTF8.GetBytes(name.ToLowerInvariant()))
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return (hash % 900_000_000) + 1;
    }

    public static string Node(string kind, long id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"0{kind.Length}:{kind}{id}"));
}
