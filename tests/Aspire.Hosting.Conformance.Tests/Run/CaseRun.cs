using System.Globalization;
using System.Text.Json.Nodes;
using Aspire.Hosting.Conformance.Tests.Comparison;
using Aspire.Hosting.Conformance.Tests.Recording;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>Starts a case's AppHost in run mode, records it, ends it, and compares.</summary>
internal sealed class CaseRun(ConformanceCase subject, TimeProvider time)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan _endLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    // Details follow a state within moments; what is still different after the long one stays different. Where the states
    // themselves are not there yet, a busy machine may just need more time.
    private static readonly TimeSpan _shortQuiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longQuiet = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _longestQuiet = TimeSpan.FromSeconds(60);

    private readonly JsonObject _expected = subject.LoadExpected();

    public async Task<CaseOutcome> ExecuteAsync(CancellationToken cancellationToken)
    {
        using var turn = await ExclusiveRun.EnterAsync(cancellationToken);
        await FixedPorts.WaitUntilFreeAsync(_expected, time, cancellationToken);
        using var folder = new RunFolder();
        var ports = DashboardPorts.Choose();
        var environment = AppHostEnvironment.Create(subject, folder, ports);
        await PrivateHome.PrepareAsync(environment, cancellationToken);
        await using var apphost = AppHostProcess.Start(subject, environment);
        var probe = new RunProbe(folder, environment, ports, new EventStream(folder.EventsFile, time));

        var actual = subject.EndsByItself
            ? RunDescription.Create(subject, await EndedAsync(apphost, probe, cancellationToken))
            : await SettleAsync(apphost, probe, cancellationToken);
        if (!subject.EndsByItself)
        {
            await apphost.TerminateAsync(cancellationToken);
        }

        var exitCode = await apphost.WaitForExitAsync(_endLimit, cancellationToken);
        actual[subject.EndsByItself ? "exitCode" : "exitCodeAfterSigterm"] =
            exitCode is { } code ? code : string.Create(CultureInfo.InvariantCulture, $"still running after {_endLimit.TotalSeconds} s");
        if (File.Exists(folder.OutputFile))
        {
            actual["output"] = new JsonArray([.. (await File.ReadAllLinesAsync(folder.OutputFile, cancellationToken)).Select(line => (JsonNode)line)]);
        }

        return new CaseOutcome(subject.Name, RunComparer.Compare(_expected, actual), actual, apphost.Log);
    }

    // Compares whenever the recorded final states are reached, until nothing differs or nothing changes any more.
    private async Task<JsonObject> SettleAsync(AppHostProcess apphost, RunProbe probe, CancellationToken cancellationToken)
    {
        var settlement = new Settlement(_expected);
        var begun = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(_pause, cancellationToken);
            if (apphost.HasExited)
            {
                throw new InvalidOperationException($"The AppHost ended early:\n{apphost.Log}");
            }

            probe.Events.Read();
            var captures = probe.ReadCaptures();
            var reached = settlement.IsReached(probe.Events.Events, captures);
            var stale = (settlement.HasCaptures(captures) && IsStale(probe, reached ? _longQuiet : _longestQuiet)) || time.GetElapsedTime(begun) > _limit;
            if (stale || (reached && probe.Events.Quiet > _shortQuiet))
            {
                var actual = RunDescription.Create(subject, await probe.RecordAsync(cancellationToken));
                if (stale || RunComparer.Compare(_expected, actual).Count == 0)
                {
                    return actual;
                }
            }
        }
    }

    // The orchestrator takes a while to answer, so silence means nothing before the first process runs.
    private static bool IsStale(RunProbe probe, TimeSpan quiet) =>
        probe.Events.Quiet > quiet
        && probe.Events.Events.Any(change => change["type"].Text() is "Executable" or "Project" && change["state"].Text() is "Running" or "Finished");

    private static async Task<RunRecording> EndedAsync(AppHostProcess apphost, RunProbe probe, CancellationToken cancellationToken)
    {
        await apphost.WaitForExitAsync(_limit, cancellationToken);
        probe.Events.Read();
        return probe.RecordAfterEnd();
    }
}
