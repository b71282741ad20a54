using System.Diagnostics;
using FamilyCart.ServiceDefaults.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace FamilyCart.ServiceDefaults.Tests.Telemetry;

public sealed class TraceKeeperTests : IDisposable
{
    private readonly ActivitySource _source = new($"FamilyCart.Tests.{Guid.NewGuid():N}");
    private readonly List<string> _sent = [];
    private readonly List<IDisposable> _providers = [];

    public void Dispose()
    {
        _providers.ForEach(provider => provider.Dispose());
        _source.Dispose();
    }

    [Fact]
    public void Trace_WithoutAFailure_IsSentByItsShareAlone()
    {
        Keep(share: 0);
        Work(fails: false);
        Assert.Empty(_sent);

        Keep(share: 1);
        Work(fails: false);
        Assert.Equal(["query", "request"], _sent);
    }

    [Fact]
    public void Trace_WhoseChildFailed_IsSentWhole()
    {
        Keep(share: 0);
        using (Start("request"))
        {
            using (Start("query before"))
            {
            }

            using (var query = Start("query"))
            {
                query.SetStatus(ActivityStatusCode.Error);
            }

            using (Start("query after"))
            {
            }
        }

        Assert.Equal(["query before", "query", "query after", "request"], _sent);
    }

    [Fact]
    public void Trace_ThatFailsAtItsVeryEnd_IsSentWhole()
    {
        Keep(share: 0);

        Work(fails: true);

        Assert.Equal(["query", "request"], _sent);
    }

    [Theory]
    [InlineData(ActivityKind.Client, 404, false)]
    [InlineData(ActivityKind.Client, 503, true)]
    [InlineData(ActivityKind.Client, null, true)]
    [InlineData(ActivityKind.Server, 404, true)]
    public void Span_WithAnError_FailsUnlessItOnlyAskedForWhatIsNotThere(ActivityKind kind, int? status, bool sent)
    {
        Keep(share: 0);
        using (var call = _source.StartActivity("call", kind)!)
        {
            call.SetStatus(ActivityStatusCode.Error);
            if (status is { } code)
            {
                call.SetTag("http.response.status_code", code);
            }
        }

        Assert.Equal(sent, _sent.Count == 1);
    }

    [Fact]
    public void Work_ThatGoesOn_HoldsNoMoreThanItsCapacity()
    {
        Keep(share: 0);
        using (Start("socket"))
        {
            for (var i = 0; i < PendingTrace.Capacity * 3; i++)
            {
                using var message = Start("message");
            }

            using var failed = Start("failed");
            failed.SetStatus(ActivityStatusCode.Error);
        }

        Assert.InRange(_sent.Count, 2, PendingTrace.Capacity + 2);
        Assert.Equal(["failed", "socket"], _sent[^2..]);
    }

    [Fact]
    public void Sockets_ThatKeepMoreThanAllMay_LoseTheOldestAndNotARequests()
    {
        const int Capacity = 8;
        Keep(share: 0, Capacity);
        var sockets = Enumerable.Range(0, 3).Select(_ => StartApart("socket")).ToList();
        for (var message = 0; message < Capacity; message++)
        {
            foreach (var socket in sockets)
            {
                Activity.Current = socket;
                using var span = Start($"message {message}");
            }
        }

        using (var request = StartApart("request"))
        {
            using (Start("query"))
            {
            }

            request.SetStatus(ActivityStatusCode.Error);
        }

        Assert.Equal(["query", "request"], _sent);
        _sent.Clear();
        foreach (var socket in sockets)
        {
            socket.SetStatus(ActivityStatusCode.Error);
            socket.Stop();
        }

        // Seven places were left, since the request's query had taken one; the newest messages have them.
        Assert.Equal(["message 6", "message 7", "socket", "message 6", "message 7", "socket", "message 5", "message 6", "message 7", "socket"], _sent);
    }

    [Fact]
    public void Span_ThatEndsAfterItsRoot_IsSentIfItFails()
    {
        Keep(share: 0);
        var root = Start("request");
        var late = Start("late");
        var well = Start("well");
        root.Stop();
        well.Stop();
        late.SetStatus(ActivityStatusCode.Error);
        late.Stop();

        Assert.Equal(["late"], _sent);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.None)]
    [InlineData(ActivityTraceFlags.Recorded)]
    public void Trace_OfACallerFromOutside_IsOursToChoose(ActivityTraceFlags flags)
    {
        Keep(share: 1);
        var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true);

        using (_source.StartActivity("request", ActivityKind.Server, caller))
        {
        }

        Assert.Equal(["request"], _sent);
    }

    [Fact]
    public void Share_OfAThousandTraces_IsAboutThatAndTheSameForEveryService()
    {
        Keep(share: 0.3);
        var ids = Enumerable.Range(0, 1000).Select(_ => ActivityTraceId.CreateRandom()).ToList();
        var first = Chosen(ids);
        _sent.Clear();
        Keep(share: 0.3);

        Assert.InRange(first.Count, 200, 400);
        Assert.Equal(first, Chosen(ids));
    }

    private List<string> Chosen(IEnumerable<ActivityTraceId> ids)
    {
        foreach (var id in ids)
        {
            using var request = _source.StartActivity(
                id.ToHexString(), ActivityKind.Server, new ActivityContext(id, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true));
        }

        return [.. _sent];
    }

    private void Work(bool fails)
    {
        using var request = Start("request");
        using (Start("query"))
        {
        }

        if (fails)
        {
            request.SetStatus(ActivityStatusCode.Error);
        }
    }

    // The first span of a trace of its own.
    private Activity StartApart(string name)
    {
        Activity.Current = null;
        return Start(name);
    }

    private Activity Start(string name) => _source.StartActivity(name)!;

    private void Keep(double share, int capacity = PendingSpans.DefaultCapacity)
    {
        _providers.ForEach(provider => provider.Dispose());
        _providers.Clear();
        _providers.Add(Sdk.CreateTracerProviderBuilder()
            .AddSource(_source.Name)
            .SetSampler(TraceSampler.EveryTrace)
            .AddProcessor(new TraceKeeper(share, [new SimpleActivityExportProcessor(new Exporter(_sent))], capacity))
            .Build());
    }

    private sealed class Exporter(List<string> sent) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                sent.Add(span.DisplayName);
            }

            return ExportResult.Success;
        }
    }
}
