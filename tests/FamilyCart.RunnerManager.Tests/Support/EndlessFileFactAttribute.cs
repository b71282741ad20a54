namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A test with a file that everybody may read, for longer than anybody waits: the pages of the process that reads it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndlessFileFactAttribute : FactAttribute
{
    internal const string Path = "/proc/self/pagemap";

    public EndlessFileFactAttribute() => Skip = File.Exists(Path) ? null : $"this machine has no {Path}, which is a file without an end";
}
