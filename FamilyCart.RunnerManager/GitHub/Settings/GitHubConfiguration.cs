using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Primitives;

namespace FamilyCart.RunnerManager.GitHub.Settings;

/// <summary>The settings of the last configuration that was valid.</summary>
internal sealed partial class GitHubConfiguration : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ILogger<GitHubConfiguration> _logger;
    private readonly IDisposable _watch;
    private GitHubSettings _current;
    private CancellationTokenSource _change = new();
    private string? _refused;

    public GitHubConfiguration(GitHubSettings first, IConfiguration configuration, ILogger<GitHubConfiguration> logger)
    {
        (_current, _configuration, _logger) = (first, configuration, logger);
        _watch = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public GitHubSettings Current => Volatile.Read(ref _current);

    /// <summary>Cancelled once other settings are current than when it was asked for.</summary>
    public CancellationToken Changed => Volatile.Read(ref _change).Token;

    public void Dispose()
    {
        _watch.Dispose();
        _change.Dispose();
    }

    private void Reload()
    {
        var reader = new SettingReader(_configuration.GetSection(GitHubSettings.Section));
        var next = GitHubSettings.Read(reader, Current.Mode);
        if (reader.Faults.Count > 0)
        {
            Refuse(string.Join(' ', reader.Faults));
            return;
        }

        Volatile.Write(ref _current, next with { Mode = Current.Mode, ApiAddress = Current.ApiAddress });
        Volatile.Write(ref _refused, null);
        LogReloaded();

        // Not disposed of: somebody may be about to ask it for its token.
        Interlocked.Exchange(ref _change, new CancellationTokenSource()).Cancel();
    }

    // One change of the configuration is told once by each of its sources.
    private void Refuse(string faults)
    {
        if (Interlocked.Exchange(ref _refused, faults) != faults)
        {
            LogRefused(faults);
        }
    }

    // Faults of secrets never repeat the value.
    [LoggerMessage(3100, LogLevel.Error, "The changed GitHub settings are refused and the old ones stay: {Faults}")]
    private partial void LogRefused(string faults);

    [LoggerMessage(3101, LogLevel.Debug, "The GitHub settings were read again.")]
    private partial void LogReloaded();
}
