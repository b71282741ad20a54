namespace FamilyCart.RunnerManager.Tests.Judges;

/// <summary>A test whose judge is a program of Node.js; where that is missing, it says so and is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Has("node") && Has("npm") ? null : "Prism, the judge of this test, needs Node.js 20 or later with npm (https://nodejs.org)";

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
}
