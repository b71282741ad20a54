using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Primitives;

namespace FamilyCart.RunnerManager.Pools;

/// <summary>The pools as they are now. A changed configuration with a fault is refused whole and logged, and the pools before stay.</summary>
internal sealed partial class PoolSource : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ILogger<PoolSource> _logger;
    private readonly IDisposable _watch;
    private IReadOnlyList<Pool> _current;

    /// <param name="atStart">What the host validated when it started.</param>
    /// <param name="configuration">Watched until the source is disposed of.</param>
    /// <param name="logger">Told of every change and refusal.</param>
    public PoolSource(PoolSettings atStart, IConfiguration configuration, ILogger<PoolSource> logger)
    {
        (_current, _configuration, _logger) = (atStart.All, configuration, logger);
        _watch = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public IReadOnlyList<Pool> Current => Volatile.Read(ref _current);

    public void Dispose() => _watch.Dispose();

    private void Reload()
    {
        var reader = new SettingReader(_configuration.GetSection(PoolSettings.Section));
        var pools = PoolSettings.Read(reader).All;
        if (reader.Faults.Count > 0)
        {
            LogRefused(string.Join(' ', reader.Faults));
            return;
        }

        Volatile.Write(ref _current, pools);
        LogAccepted(pools.Count);
    }

    [LoggerMessage(3030, LogLevel.Information, "{Count} pools are configured.")]
    private partial void LogAccepted(int count);

    [LoggerMessage(3031, LogLevel.Error, "The pools stay as they were; the changed configuration has faults: {Faults}")]
    private partial void LogRefused(string faults);
}
