using System.Runtime.InteropServices;
using ApiBench;
using Bench;
using Npgsql;

// Arguments: the folder for raw output, postgresql.conf, then the parts to run; all of them by default.
var wanted = args.Length > 2 ? args[2..] : Parts.All;
var figures = new Figures(Parts.Figures);
using var interrupted = new CancellationTokenSource(TimeSpan.FromMinutes(12));
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

try
{
    await using var stage = await Stage.StartAsync(args[0], await File.ReadAllTextAsync(args[1]), interrupted.Token);
    foreach (var part in wanted)
    {
        await figures.MeasureAsync(part, () => Parts.RunAsync(part, stage, figures, interrupted.Token));
    }
}
catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException or IOException or NpgsqlException or HttpRequestException)
{
    figures.GiveUp(exception.Message);
}

figures.Print(wanted);
return figures.AreComplete(wanted) ? 0 : 1;

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
