using System.Text.Json;
using System.Text.Json.Serialization;
using FamilyCart.AppHost.Smoke;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Launch;

/// <summary>The table and the timings for programs: what <c>Launch:Json</c> writes. It holds no secret, only where they are.</summary>
internal sealed record LaunchReport(
    string Topology,
    string Runtime,
    string? RuntimeReason,
    int ProcessId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? ExitCode,
    string? Error,
    double? SecondsToHealthy,
    string Gateway,
    string Dashboard,
    string DataDirectory,
    string SecretsFile,
    IReadOnlyList<ReportedResource> Resources,
    IReadOnlyList<AbsentResource> Absent,
    IReadOnlyList<SmokeStep>? Smoke)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Replaces the file whole, so that whoever waits for it never reads half of it.</summary>
    public void Write(string path)
    {
        // A name that nobody can foresee and put a link at.
        var draft = $"{path}.{Path.GetRandomFileName()}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var writer = new StreamWriter(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }))
        {
            writer.Write(JsonSerializer.Serialize(this, s_json));
        }

        File.Move(draft, path, overwrite: true);
    }

    /// <summary>The same; what hinders it is returned.</summary>
    public Fault? TryWrite(string path)
    {
        try
        {
            Write(path);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Fault(AppHost.Launch.ExitCode.BadConfiguration, $"{path} (Launch:Json) could not be written: {exception.Message}");
        }
    }
}

/// <summary>One resource as a program reads it.</summary>
internal sealed record ReportedResource(string Name, string Kind, string State, string Health, string? Url, int? ProcessId, double? Seconds)
{
    public static ReportedResource Of(StatusRow row) =>
        new(row.Name, row.Kind, row.State, row.Health, row.Url, row.Observation.ProcessId, row.Seconds is { } seconds ? Math.Round(seconds, 2) : null);
}
