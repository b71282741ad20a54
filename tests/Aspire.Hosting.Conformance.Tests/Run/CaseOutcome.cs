using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Comparison;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>How a case went.</summary>
/// <param name="Name">The case.</param>
/// <param name="Differences">From the recording; none when it conforms.</param>
/// <param name="Actual">The run in the form of <c>run.json</c>.</param>
/// <param name="Log">What the AppHost printed.</param>
internal sealed record CaseOutcome(string Name, IReadOnlyList<Difference> Differences, JsonObject Actual, string Log)
{
    public bool Conforms => Differences.Count == 0;

    /// <summary>Every difference, and the end of the log where there is one.</summary>
    public string Report()
    {
        var report = new StringBuilder().AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{Name}: {Differences.Count} differences");
        foreach (var difference in Differences)
        {
            report.AppendLine(difference.ToString());
        }

        var lines = Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        report.AppendLine("  the AppHost's last lines:");
        foreach (var line in lines.TakeLast(30))
        {
            report.Append("    ").AppendLine(line);
        }

        return report.ToString();
    }
}
