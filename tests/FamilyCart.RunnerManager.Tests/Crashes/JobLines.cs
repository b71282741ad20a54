using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>What jobs and their test say to each other: a job tells that it runs, and waits for the word to end.</summary>
internal sealed class JobLines : IAsyncDisposable
{
    // One may look through much of a disk first.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<string, Line> _lines = new();
    private readonly Task _accepting;

    public JobLines()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>A step for bash, which fails when the test goes away first.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="command">Its output is what the job says.</param>
    public string Script(string job, string command = ":") => string.Create(
        CultureInfo.InvariantCulture, $"exec 3<>/dev/tcp/127.0.0.1/{((IPEndPoint)_listener.LocalEndpoint).Port}; echo {job} $({command}) >&3; read -r word <&3");

    /// <returns>What it said, in one line.</returns>
    public Task<string> RunsAsync(string job) => Of(job).Runs.Task.WaitAsync(s_patience);

    public void LetEnd(string job) => Of(job).MayEnd.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _over.Dispose();
    }

    private Line Of(string job) => _lines.GetOrAdd(job, _ => new Line());

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = SpeakAsync(await _listener.AcceptTcpClientAsync(_over.Token), _over.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It is over.
        }
    }

    private async Task SpeakAsync(TcpClient client, CancellationToken over)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream());
                if (await reader.ReadLineAsync(over) is { } said && said.Split(' ', 2) is [var job, ..] words)
                {
                    Of(job).Runs.TrySetResult(words[^1]);
                    await Of(job).MayEnd.Task.WaitAsync(over);
                    await client.GetStream().WriteAsync("end\n"u8.ToArray(), over);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The job or the test is over.
            }
        }
    }

    private sealed record Line
    {
        public TaskCompletionSource<string> Runs { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
