using System.Runtime.InteropServices;
using Bench;
using GatewayBench;

// Arguments: the folder for raw output, postgresql.conf, then the parts to run; all of them by default.
var wanted = args.Length > 2 ? args[2..] : Parts.All;
var figures = new Figures(Parts.Figures);
using var interrupted = new CancellationTokenSource(TimeSpan.FromMinutes(15));
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

var memory = new PeakMemory(figures);
var place = new Place(args[0], args[1]);
foreach (var part in wanted)
{
    await figures.MeasureAsync(part, () => Parts.RunAsync(part, place, memory, figures, interrupted.Token));
}

figures.Print(wanted);
return figures.AreComplete(wanted) ? 0 : 1;

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
