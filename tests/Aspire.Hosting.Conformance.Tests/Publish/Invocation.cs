using System.Globalization;
using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Run;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Publish;

/// <summary>One way to start the AppHost of case 16 so that it publishes, and what the real one did: exit code and files.</summary>
internal sealed class Invocation(JsonObject recorded)
{
    private const string Output = "out/";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(100);

    public string Name { get; } = recorded["name"]!.GetValue<string>();

    public bool Publishes => recorded["mode"] is null || Name is "operation-unknown";

    /// <summary>Each writes into a folder of its own beside the case's, so that several can run at once.</summary>
    private string Folder => $"{Name}-{Output}";

    public static IReadOnlyList<Invocation> Load(ConformanceCase subject) =>
        [.. Json.ReadFile(Path.Combine(subject.Folder, "invocations.json")).AsArray().Select(node => new Invocation(node!.AsObject()))];

    /// <summary>Returns what was otherwise than recorded; empty when nothing was.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(ConformanceCase subject, CancellationToken cancellationToken)
    {
        using var folder = new RunFolder();
        Directory.CreateDirectory(folder.Home);
        var configuration = (recorded["environment"]?.AsObject() ?? []).ToDictionary(entry => entry.Key, entry => entry.Value!.GetValue<string>(), StringComparer.Ordinal);
        string[] arguments = [.. recorded["arguments"]!.AsArray().Select(argument => argument!.GetValue<string>().Replace(Output, Folder, StringComparison.Ordinal))];
        var output = Path.Combine(subject.Folder, Folder);
        try
        {
            await using var apphost = AppHostProcess.Start(subject, AppHostEnvironment.CreateForPublishing(configuration, folder), arguments);
            var exitCode = await apphost.WaitForExitAsync(_limit, cancellationToken);
            var expected = recorded["exitCode"]!.GetValue<int>();
            return
            [
                .. exitCode == expected ? [] : (string[])[string.Create(CultureInfo.InvariantCulture, $"{Name}: exit code {exitCode} instead of {expected}\n{apphost.Log}")],
                .. DifferencesOf(output)
            ];
        }
        finally
        {
            CasePublication.DeleteIfThere(output);
        }
    }

    private IEnumerable<string> DifferencesOf(string output)
    {
        var found = FolderComparer.FilesOf(output).ToDictionary(name => Output + name, name => Path.Combine(output, name), StringComparer.Ordinal);
        var expected = recorded["files"] is JsonObject texts
            ? texts.ToDictionary(file => file.Key, file => (JsonArray?)file.Value!.AsArray(), StringComparer.Ordinal)
            : recorded["files"]!.AsArray().ToDictionary(file => file!.GetValue<string>(), _ => (JsonArray?)null, StringComparer.Ordinal);
        foreach (var name in expected.Keys.Union(found.Keys))
        {
            if (!expected.ContainsKey(name) || !found.ContainsKey(name))
            {
                yield return $"{Name}: {name} was {(expected.ContainsKey(name) ? "not written" : "not recorded")}";
            }
            else if (expected[name] is { } lines && !File.ReadAllLines(found[name]).SequenceEqual(lines.Select(line => line!.GetValue<string>())))
            {
                yield return $"{Name}: {name} has another content:\n{File.ReadAllText(found[name])}";
            }
        }
    }
}
