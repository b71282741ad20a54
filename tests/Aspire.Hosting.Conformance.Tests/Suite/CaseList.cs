namespace Aspire.Hosting.Conformance.Tests.Suite;

/// <summary>Which cases a test run insists on; all others are only reported.</summary>
internal static class CaseList
{
    /// <summary>Those whose run mode part gates.</summary>
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

    /// <summary>Those whose published files gate: all that publish anything.</summary>
    public static IReadOnlyList<string> Published => [.. All.Where(name => File.Exists(Path.Combine(SuiteFolder.OfCase(name), "manifest.json")))];

    public static IReadOnlyList<string> All { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(SuiteFolder.Root, "cases")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
