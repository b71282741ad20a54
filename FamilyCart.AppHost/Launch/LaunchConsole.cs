using System.Globalization;
using FamilyCart.AppHost.Smoke;
using FamilyCart.AppHost.Topology;
using Spectre.Console;

namespace FamilyCart.AppHost.Launch;

/// <summary>All that a run says to a person. Colours only on a terminal; otherwise plain lines.</summary>
internal sealed class LaunchConsole
{
    private const int PlainWidth = 160;
    private const int NameWidth = 24;

    private readonly IAnsiConsole _console;
    private readonly TextWriter _errors;

    public LaunchConsole(IAnsiConsole console, TextWriter errors)
    {
        _console = console;
        _errors = errors;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = PlainWidth;
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
    }

    public void Faults(IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            _errors.WriteLine($"error: {fault.Message}");
        }
    }

    public void LogLines(string resource, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            _errors.WriteLine($"  {resource} | {line}");
        }
    }

    public void Starting(UatTopology topology) =>
        Line($"Topology '{topology.Name}' starts with {topology.Runtime.ToString().ToLowerInvariant()}{(topology.RuntimeReason is { } reason ? $", since {reason}" : "")}; its data is in {topology.DataDirectory}");

    public void Progress(TimeSpan elapsed, StatusRow row) =>
        Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{elapsed.TotalSeconds,6:0.0} s  {row.Name.PadRight(NameWidth)}{row.State}{(row.Health == "-" ? "" : $", {row.Health}")}"));

    /// <summary>One line of a resource's own log, however long.</summary>
    public void LogLine(string resource, string text) => _console.Profile.Out.Writer.WriteLine($"{resource.PadRight(NameWidth)}| {text}");

    public void Line(string text) => _console.WriteLine(text);

    public void Table(IEnumerable<StatusRow> rows, IEnumerable<AbsentResource> absent)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Resource", "Runs as", "State", "Health", "URL");
        table.AddColumn(new TableColumn("Seconds").RightAligned());
        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Name),
                new Text(row.Kind),
                new Text(row.State),
                new Text(row.Health, new Style(row.Verdict == Verdict.Up ? Color.Green : Color.Red)),
                new Text(row.Url ?? "-"),
                new Text(row.Seconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-"));
        }

        foreach (var resource in absent)
        {
            table.AddRow(new Text(resource.Name), new Text("absent"), new Text("-"), new Text("-"), new Text(resource.Reason), new Text("-"));
        }

        _console.Write(table);
    }

    public void Next(UatTopology topology, string gateway, string outbox, string dashboard)
    {
        Line("");
        Line($"Gateway    {gateway}");
        Line($"Dashboard  {dashboard}");
        Line($"Secrets    {topology.Secrets.Path}");
        Line("Try        curl -s -X POST " + gateway + "/api/v1/auth/register -H 'Content-Type: application/json' \\");
        Line("""             -d '{"email":"me@example.com","password":"correct horse battery","nickname":"Me"}'""");
        Line($"Mail       {outbox} shows what was sent; operator-token in the secrets opens it");
        Line("Stop       Ctrl-C");
        Line("");
    }

    public void SmokeSteps(IEnumerable<SmokeStep> steps)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Step", "Result");
        table.AddColumn(new TableColumn("Milliseconds").RightAligned());
        foreach (var step in steps)
        {
            table.AddRow(
                new Text(step.Name),
                new Text(step.Error ?? "ok", new Style(step.Error is null ? Color.Green : Color.Red)),
                new Text(step.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture)));
        }

        _console.Write(table);
    }
}
