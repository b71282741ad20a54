using System.Diagnostics;
using System.Globalization;
using System.Net;
using FamilyCart.Testing;

namespace ApiBench;

/// <summary>One instance of the API as a process of its own.</summary>
internal sealed class ApiInstance : IAsyncDisposable
{
    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(30);
    // Asking more often would take from the start itself what two processors have to give.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly Task<ServiceProcess> _process;
    private readonly long _begun = Stopwatch.GetTimestamp();

    private ApiInstance(Uri address, Task<ServiceProcess> process)
    {
        Address = address;
        _process = process;
        Client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { BaseAddress = address };
    }

    internal Uri Address { get; }

    internal HttpClient Client { get; }

    /// <summary>From the start of the process to the first answer that it is healthy.</summary>
    internal TimeSpan StartTime { get; private set; }

    internal static ApiInstance Begin(IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        new(new Uri(environment["ASPNETCORE_URLS"]), ServiceProcess.StartAsync(Stage.Service, environment, cancellationToken: cancellationToken));

    internal async Task UntilHealthyAsync(CancellationToken cancellationToken)
    {
        while (Stopwatch.GetElapsedTime(_begun) < _startLimit && !_process.IsFaulted)
        {
            if (await IsHealthyAsync(cancellationToken))
            {
                StartTime = Stopwatch.GetElapsedTime(_begun);
                await _process;
                return;
            }

            await Task.Delay(_pause, cancellationToken);
        }

        await _process;
        throw new InvalidOperationException("The API did not become healthy.");
    }

    /// <summary>What the process has used of all processors so far.</summary>
    internal async Task<TimeSpan> ProcessorTimeAsync()
    {
        using var process = Process.GetProcessById((await _process).Id);
        return process.TotalProcessorTime;
    }

    /// <summary>Private resident memory in bytes: RssAnon and RssShmem, without mapped files, which processes share.</summary>
    internal async Task<long> MemoryAsync()
    {
        var status = await File.ReadAllLinesAsync($"/proc/{(await _process).Id}/status");
        return status
            .Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024);
    }

    /// <summary>The memory once it has stayed within 0.5 % for 10 s, a minute later at most.</summary>
    internal async Task<long> SettledMemoryAsync(CancellationToken cancellationToken)
    {
        var seen = new List<long>();
        while (seen.Count < 60)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            seen.Add(await MemoryAsync());
            if (seen.Count > 10 && seen[^10..].Max() - seen[^10..].Min() < seen[^1] / 200)
            {
                break;
            }
        }

        return seen[^1];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.IsFaulted && !_process.IsCanceled)
        {
            await (await _process).DisposeAsync();
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetAsync("/health", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
