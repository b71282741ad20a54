namespace Aspire.Hosting.Conformance.Tests.Suite;

/// <summary>Which cases a test run insists on; all others are only reported.</summary>
internal static class CaseList
{
    public static IReadOnlyList<string> Gated { get; } =
    [
        "01-parameters",
        "02-postgres",
        "03-redis",
        "05-projects",
        "06-lifecycle",
        "07-executables",
        "08-custom-resource",
        "13-commands-urls-events",
        "14-notifications"
    ];

    public static IReadOnlyList<string> All { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(SuiteFolder.Root, "cases")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
