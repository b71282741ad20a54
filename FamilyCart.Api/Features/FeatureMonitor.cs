using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace FamilyCart.Api.Features;

/// <summary>
/// The flags as they are now. A changed configuration with a fault is refused whole and logged, and the flags before stay; the
/// framework's own monitor would throw at whoever reloaded.
/// </summary>
internal sealed partial class FeatureMonitor : IOptionsMonitor<FeatureFlags>, IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ILogger<FeatureMonitor> _logger;
    private readonly IDisposable _watch;
    private FeatureFlags _current;
    private Action<FeatureFlags, string?>? _changed;

    /// <param name="atStart">What the host validated when it started.</param>
    /// <param name="configuration">Watched until the monitor is disposed of.</param>
    /// <param name="logger">Told of every change and refusal.</param>
    public FeatureMonitor(FeatureFlags atStart, IConfiguration configuration, ILogger<FeatureMonitor> logger)
    {
        _current = atStart;
        _configuration = configuration;
        _logger = logger;
        _watch = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public FeatureFlags CurrentValue => Volatile.Read(ref _current);

    public FeatureFlags Get(string? name) => CurrentValue;

    public IDisposable OnChange(Action<FeatureFlags, string?> listener)
    {
        _changed += listener;
        return new Subscription(() => _changed -= listener);
    }

    public void Dispose() => _watch.Dispose();

    private void Reload()
    {
        var reader = new SettingReader(_configuration.GetSection(FeatureFlags.Section));
        var flags = FeatureFlags.Read(reader);
        if (reader.Faults.Count > 0)
        {
            LogRefused(string.Join(' ', reader.Faults));
        }
        else if (flags != CurrentValue)
        {
            Volatile.Write(ref _current, flags);
            LogChanged(flags);
            _changed?.Invoke(flags, Options.DefaultName);
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
