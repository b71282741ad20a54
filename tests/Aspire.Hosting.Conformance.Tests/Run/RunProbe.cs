using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Recording;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>Looks into a running AppHost: its recorder's files, the orchestrator's objects, the sample projects' captures.</summary>
internal sealed class RunProbe(RunFolder folder, IReadOnlyDictionary<string, string> environment, DashboardPorts ports, EventStream events)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    public EventStream Events => events;

    /// <exception cref="TimeoutException">The recorder does not answer, or there is no kubeconfig in the temporary folder.</exception>
    public async Task<RunRecording> RecordAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(folder.AskFile, "", cancellationToken);
        await UntilAsync(() => !File.Exists(folder.AskFile), "The recorder inside the AppHost does not answer.", cancellationToken);
        await UntilAsync(() => folder.Kubeconfig is not null, "There is no aspire-dcp*/kubeconfig below the TMPDIR of the AppHost.", cancellationToken);
        using var orchestrator = new OrchestratorClient(folder.Kubeconfig!);
        var objects = await orchestrator.ListAsync(cancellationToken);
        events.Read();
        return new RunRecording([.. events.Events], Json.ReadFile(folder.ModelFile).AsArray(), objects, ReadCaptures(), environment, ports);
    }

    public RunRecording RecordAfterEnd() =>
        new([.. events.Events], [], new Dictionary<string, JsonArray>(StringComparer.Ordinal), ReadCaptures(), environment, ports);

    /// <summary>What the sample projects have written; a file still being written is left for the next time.</summary>
    public IReadOnlyList<JsonObject> ReadCaptures() => !Directory.Exists(folder.Capture)
        ? []
        : [.. Directory.EnumerateFiles(folder.Capture, "*.json").Order(StringComparer.Ordinal).Select(Parse).OfType<JsonObject>()];

    private static JsonObject? Parse(string path)
    {
        try
        {
            return Json.ReadFile(path).AsObject();
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> condition, string otherwise, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        while (!condition())
        {
            if (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException(otherwise);
            }

            await Task.Delay(_pause, cancellationToken);
        }
    }
}
