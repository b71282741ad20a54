using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace FamilyCart.EndToEnd.Tests.Traces;

/// <summary>A trace store of the test's own: takes OTLP over gRPC, as Jaeger does, and keeps all of it.</summary>
internal sealed class TraceReceiver : IAsyncDisposable
{
    private const int PrefixLength = 5;

    private readonly ConcurrentQueue<byte[]> _requests = new();
    private readonly WebApplication _app;

    private TraceReceiver(WebApplication app) => _app = app;

    /// <summary>What a topology is started with to send its traces here, and to log all that it has to say of them.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["Telemetry__TraceStore"] = _app.Urls.Single(),
        ["Logging__LogLevel__Default"] = "Debug",
    };

    /// <summary>Every request as it came, whose texts are plain UTF-8.</summary>
    public IReadOnlyCollection<byte[]> Requests => _requests;

    public IEnumerable<SeenSpan> Spans => _requests.SelectMany(request => OtlpTraces.Read(request));

    public static async Task<TraceReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        var receiver = new TraceReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1));
        _requests.Enqueue(bytes[PrefixLength..(PrefixLength + length)]);

        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[PrefixLength], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
