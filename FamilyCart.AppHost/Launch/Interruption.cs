using System.Runtime.InteropServices;

namespace FamilyCart.AppHost.Launch;

/// <summary>Ctrl-C, TERM and hang-up as a token, from before the host exists until it has stopped.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public Interruption() =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        // The run stops its servers first and ends then.
        context.Cancel = true;
        _source.Cancel();
    }
}
