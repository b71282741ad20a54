using System.Threading.Channels;

namespace FamilyCart.Gateway.Tls;

/// <summary>
/// Looks at the certificate when something changes in its folders, and every so often where nothing is told, and swaps what handshakes
/// get. What is refused is said once, and the certificate before stays.
/// </summary>
internal sealed partial class CertificateWatch(
    ICertificateSource source, CertificateHolder holder, HttpsSettings settings, TlsMetrics metrics, TimeProvider time, ILogger<CertificateWatch> logger)
    : BackgroundService
{
    private const int LooksUntilSettled = 20;

    // Two files are not replaced at once, and one is not written at once.
    private static readonly TimeSpan _settleTime = TimeSpan.FromMilliseconds(200);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private string _judged = settings.Initial!.Fingerprint;
    private string _served = settings.Initial!.Fingerprint;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var watchers = new List<FileSystemWatcher>();
        try
        {
            foreach (var folder in source.Folders)
            {
                Watch(folder, watchers);
            }

            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
        finally
        {
            watchers.ForEach(static watcher => watcher.Dispose());
        }
    }

    private void Watch(string folder, List<FileSystemWatcher> watchers)
    {
        try
        {
            // Whole folders: a certificate is also replaced by a link beside it that leads elsewhere from now on.
            var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite };
            watchers.Add(watcher);
            watcher.Created += (_, _) => Wake();
            watcher.Changed += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.Deleted += (_, _) => Wake();
            watcher.Error += (_, _) => Wake();
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            LogNotWatched(folder, settings.CheckInterval, exception.GetType().Name);
        }
    }

    private void Wake() => _changes.Writer.TryWrite(true);

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var interval = new CancellationTokenSource(settings.CheckInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interval.Token, stoppingToken);
        try
        {
            await _changes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Nothing was told.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var found = source.Read(time.GetUtcNow());
        for (var look = 1; look < LooksUntilSettled && found.Fingerprint != _judged; look++)
        {
            await Task.Delay(_settleTime, time, stoppingToken);
            var again = source.Read(time.GetUtcNow());
            if (again.Fingerprint == found.Fingerprint)
            {
                _judged = found.Fingerprint;
                Judge(again);
                return;
            }

            found = again;
        }
    }

    private void Judge(CertificateReading found)
    {
        if (found.Certificate is not { } certificate)
        {
            metrics.Refused(found.Refusal);
            LogRefused(found.Detail, holder.Current.NotAfter);
        }
        else if (found.Fingerprint != _served)
        {
            holder.Swap(certificate);
            _served = found.Fingerprint;
            metrics.Swapped();
            LogSwapped(certificate.Thumbprint, certificate.NotAfter);
        }
    }

    [LoggerMessage(2040, LogLevel.Information, "Handshakes get a new certificate, {Thumbprint}, which is valid until {NotAfter}.")]
    private partial void LogSwapped(string thumbprint, DateTimeOffset notAfter);

    [LoggerMessage(2041, LogLevel.Error, "The certificate {Detail}. The one before stays, which is valid until {NotAfter}.")]
    private partial void LogRefused(string detail, DateTimeOffset notAfter);

    [LoggerMessage(2042, LogLevel.Warning, "Changes in {Folder} are not told ({Exception}); it is looked at every {Interval}.")]
    private partial void LogNotWatched(string folder, TimeSpan interval, string exception);
}
