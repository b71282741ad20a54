using System.Runtime.InteropServices;
using DrillBench;
using DrillBench.Faults;
using DrillBench.Profile;
using DrillBench.Watching;

// Arguments: the file that ./run --json wrote, the clone, an empty folder, then names of faults; all of them by default.
using var interrupted = new CancellationTokenSource(TimeSpan.FromMinutes(45));
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
var stage = Stage.Read(args[0], args[1]);
var targets = Path.Combine(stage.Data, "uat-prometheus", "etc", "targets");
var ports = (stage.Port(9190), stage.Port(9193), stage.Port(9199));
var folder = DrillFolder.Write(args[2], Path.Combine(args[1], "monitoring"), targets, ports);
using var receiver = new Receiver(ports.Item3);
await using var monitors = await Monitors.StartAsync(folder, interrupted.Token);
using var over = CancellationTokenSource.CreateLinkedTokenSource(interrupted.Token);
var traffic = Traffic.RunAsync(stage.Door, over.Token);
using var database = new DatabaseFaults(stage);
IReadOnlyList<Fault> faults =
[
    .. new ProcessFaults(stage).All(),
    .. database.All(),
    .. new DiskFaults(args[2]).All(),
    .. new CertificateFaults(stage, folder).All(),
    .. new ScrapeFaults(stage, folder).All(),

    // Last, since jobs that lost their runners are missed for a while.
    .. new RunnerFaults(stage).All(),
];
var wanted = faults.Where(fault => args.Length == 3 || args.Skip(3).Contains(fault.Name)).ToList();
if (args.Skip(3).Except(faults.Select(fault => fault.Name)).ToList() is { Count: > 0 } unknown)
{
    Console.WriteLine($"No such fault: {string.Join(", ", unknown)}. There are: {string.Join(", ", faults.Select(fault => fault.Name))}");
    return 2;
}

var drill = new Drill(receiver, monitors);
var (failed, skipped) = (0, 0);
try
{
    // Rates and what resolves need a history, however short.
    await Task.Delay(TimeSpan.FromSeconds(30), interrupted.Token);
    Drill.Head();
    foreach (var fault in wanted)
    {
        if (fault.Needs is { } service && !stage.Watches(service))
        {
            Drill.Skip(fault);
            skipped++;
        }
        else
        {
            failed += await drill.RunAsync(fault, interrupted.Token) ? 0 : 1;
        }
    }
}
catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException or IOException or HttpRequestException)
{
    Console.WriteLine($"The drill ended: {exception.Message}");
    failed++;
}

await over.CancelAsync();
await traffic;
drill.Figures();
Console.WriteLine($"{wanted.Count} faults, {failed} not as they should be, {skipped} skipped");
return failed + skipped == 0 ? 0 : 1;

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
