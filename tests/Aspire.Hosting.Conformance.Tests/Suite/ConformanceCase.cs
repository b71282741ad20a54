using System.Text.Json.Nodes;

namespace Aspire.Hosting.Conformance.Tests.Suite;

/// <summary>One case of the suite: an AppHost, the configuration it is given, and what the real packages did with it.</summary>
internal sealed record ConformanceCase(string Name, JsonObject Settings)
{
    /// <summary>The AppHost's folder, its working directory too.</summary>
    public string Folder => SuiteFolder.OfCase(Name);

    public string ProjectFile => Path.Combine(Folder, "AppHost.csproj");

    public string Assembly => Path.Combine(Folder, "bin", "Debug", "net10.0", "AppHost.dll");

    public string ExpectedFile => Path.Combine(Folder, "run.json");

    /// <summary>Whether the case has a run mode part at all.</summary>
    public bool Runs => File.Exists(ExpectedFile);

    /// <summary>The AppHost ends by itself instead of waiting for a signal.</summary>
    public bool EndsByItself => Flag("exits");

    /// <summary>The recording covers the dashboard's own resource.</summary>
    public bool CoversDashboard => Flag("dashboard");

    /// <summary>Commands are recorded with all their texts, not only their state.</summary>
    public bool CommandsInFull => Flag("commandsInFull");

    /// <summary>Configuration as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; } =
        (Settings["configuration"]?.AsObject() ?? []).ToDictionary(
            entry => entry.Key.Replace(":", "__", StringComparison.Ordinal),
            entry => entry.Value!.GetValue<string>(),
            StringComparer.Ordinal);

    public static ConformanceCase Load(string name) =>
        new(name, Json.ReadFile(Path.Combine(SuiteFolder.OfCase(name), "case.json")).AsObject());

    public JsonObject LoadExpected() => Json.ReadFile(ExpectedFile).AsObject();

    private bool Flag(string name) => Settings[name]?.GetValue<bool>() ?? false;
}
