using System.Collections.Concurrent;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>The manager of one host as a process of its own, with a network of its own to the database.</summary>
internal sealed class ManagerProcess(string host, TcpProxy network, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly ConcurrentQueue<string> _log = new();
    private ServiceProcess? _process;

    public string Host => host;

    /// <summary>What it wrote, also before it was killed.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public async Task StartAsync() =>
        _process = await ServiceProcess.StartAsync(typeof(RunnerManagerExtensions).Assembly, environment, log: _log.Enqueue);

    public async Task KillAsync()
    {
        await _process!.KillAsync();
        _process = null;
    }

    public void Suspend() => Assert.Equal(0, NativeMethods.Kill(_process!.Id, Stop));

    public void Resume() => Assert.Equal(0, NativeMethods.Kill(_process!.Id, Continue));

    public void Cut() => network.Cut();

    public void Mend() => network.Mend();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
        }

        await network.DisposeAsync();
    }
}
