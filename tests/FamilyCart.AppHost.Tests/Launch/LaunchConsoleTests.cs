using System.Text.Json;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Smoke;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.AppHost.Topology;
using Spectre.Console;

namespace FamilyCart.AppHost.Tests.Launch;

public sealed class LaunchConsoleTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly LaunchConsole _console;

    public LaunchConsoleTests() =>
        _console = new LaunchConsole(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output) }), _errors);

    private static StatusRow Database => new(
        "uat-db", "process", Expectation.Healthy, "localhost:5433", new Observation("Running", true, null, 42, null), 1.234);

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public void Table_RowsAndAbsent_HasALineForEach()
    {
        _console.Table([Database, Database with { Name = "uat-api-[blue]", Seconds = null }], [new AbsentResource("uat-ollama", "off: Ollama:Enabled is not true")]);

        var lines = _output.ToString().Split('\n');
        Assert.Equal(["uat-db", "process", "Running", "healthy", "localhost:5433", "1.2"], Cells(lines, "uat-db"));
        Assert.Equal(["uat-api-[blue]", "process", "Running", "healthy", "localhost:5433", "-"], Cells(lines, "uat-api-"));
        Assert.Equal(["uat-ollama", "absent", "-", "-", "off: Ollama:Enabled is not true", "-"], Cells(lines, "uat-ollama"));
    }

    [Fact]
    public void Output_NotATerminal_HasNoEscapeSequences()
    {
        _console.Progress(TimeSpan.FromSeconds(2.5), Database);
        _console.SmokeSteps([new SmokeStep("log in", 12.3, "it answered 500")]);

        Assert.DoesNotContain('\u001b', _output.ToString());
        Assert.Contains("   2.5 s  uat-db                  Running, healthy", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["log in", "it answered 500", "12.3"], Cells(_output.ToString().Split('\n'), "log in"));
    }

    [Fact]
    public void Faults_Several_AreLinesOnTheErrorOutput()
    {
        _console.Faults([new Fault(ExitCode.PortTaken, "Port 1."), new Fault(ExitCode.PortTaken, "Port 2.")]);
        _console.LogLines("uat-db", ["FATAL: no"]);

        Assert.Equal("error: Port 1.\nerror: Port 2.\n  uat-db | FATAL: no\n", _errors.ToString());
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void Write_Report_IsJsonThatProgramsCanRead()
    {
        using var folder = new TemporaryFolder();
        var report = new LaunchReport(
            "uat", "processes", "neither docker nor podman is installed", 1, 0, null, 12.5, "http://localhost:8080", "http://localhost:18888", "/data", "/secrets.json",
            [ReportedResource.Of(Database)], [new AbsentResource("uat-ollama", "off")], [new SmokeStep("log in", 3, null)]);

        report.Write(folder.Below("new", "report.json"));

        var json = JsonDocument.Parse(File.ReadAllText(folder.Below("new", "report.json"))).RootElement;
        var database = json.GetProperty("resources")[0];
        Assert.Equal(12.5, json.GetProperty("secondsToHealthy").GetDouble());
        Assert.Equal(("uat-db", "healthy", 42, 1.23), (database.GetProperty("name").GetString(), database.GetProperty("health").GetString(), database.GetProperty("processId").GetInt32(), database.GetProperty("seconds").GetDouble()));
        Assert.Equal("neither docker nor podman is installed", json.GetProperty("runtimeReason").GetString());
        Assert.Equal("log in", json.GetProperty("smoke")[0].GetProperty("name").GetString());
        Assert.False(json.TryGetProperty("error", out _));
        Assert.Single(Directory.GetFiles(folder.Below("new")));
    }

    private static string[] Cells(string[] lines, string start)
    {
        var line = Assert.Single(lines, line => line.TrimStart('│', '|', ' ').StartsWith(start, StringComparison.Ordinal));
        return line.Trim().Trim('│', '|').Split(['│', '|']).Select(cell => cell.Trim()).ToArray();
    }
}
