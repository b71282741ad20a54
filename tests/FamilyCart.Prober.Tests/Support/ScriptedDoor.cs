using System.Net;
using System.Threading.Channels;
using FamilyCart.Prober.Doors;

namespace FamilyCart.Prober.Tests.Support;

/// <summary>A door at which the test answers each request by hand.</summary>
internal sealed class ScriptedDoor : IDoor
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly Channel<Asked> _asked = Channel.CreateUnbounded<Asked>();
    private readonly SemaphoreSlim _count = new(0);
    private int _total;
    private int _underWay;
    private int _mostUnderWay;

    /// <summary>How many requests were waiting at once at most.</summary>
    public int MostUnderWay => Volatile.Read(ref _mostUnderWay);

    /// <summary>How many requests have come.</summary>
    public int Asked => Volatile.Read(ref _total);

    /// <summary>Whether requests go on when they are told to end.</summary>
    public bool IsDeaf { get; set; }

    public HttpMessageHandler Open() => new Handler(this);

    /// <summary>Waits until so many requests more have come.</summary>
    public async Task AskedAsync(int count = 1)
    {
        while (Asked < count)
        {
            Assert.True(await _count.WaitAsync(_limit));
        }
    }

    /// <summary>Answers the next request that is still waited for.</summary>
    /// <returns>The trace that it belongs to.</returns>
    public async Task<string?> AnswerAsync(HttpStatusCode status)
    {
        using var limit = new CancellationTokenSource(_limit);
        while (true)
        {
            var asked = await _asked.Reader.ReadAsync(limit.Token);
            if (asked.Answer.TrySetResult(new HttpResponseMessage(status)))
            {
                return asked.Trace;
            }
        }
    }

    private void Begin()
    {
        Interlocked.Increment(ref _total);
        var underWay = Interlocked.Increment(ref _underWay);
        for (var most = MostUnderWay; underWay > most; most = MostUnderWay)
        {
            Interlocked.CompareExchange(ref _mostUnderWay, underWay, most);
        }
    }

    private sealed class Handler(ScriptedDoor door) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = new Asked(System.Diagnostics.Activity.Current?.Id, new(TaskCreationOptions.RunContinuationsAsynchronously));
            using var over = cancellationToken.Register(() => _ = !door.IsDeaf && asked.Answer.TrySetCanceled(cancellationToken));
            door.Begin();
            try
            {
                door._asked.Writer.TryWrite(asked);
                door._count.Release();
                return await asked.Answer.Task;
            }
            finally
            {
                Interlocked.Decrement(ref door._underWay);
            }
        }
    }
}

/// <summary>A request that waits for its answer.</summary>
internal sealed record Asked(string? Trace, TaskCompletionSource<HttpResponseMessage> Answer);
