using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>A small real server to put behind the gateway. It says who it is and remembers what reached it.</summary>
internal sealed class FakeUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _requests = new();
    private volatile bool _holdsProbes;
    private int _answers;

    private FakeUpstream(string name, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        _app = builder.Build();
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        _app.Run(context => AnswerAsync(name, context));
    }

    public string Address => _app.Urls.Single();

    /// <summary>The address after <see cref="StopAsync"/>.</summary>
    public string StoppedAddress { get; private set; } = "";

    public bool IsHealthy { get; set; } = true;

    /// <summary>Every so many answers below /api fail; 0 for none.</summary>
    public int FailsEvery { get; set; }

    /// <summary>Leaves everything but probes without an answer.</summary>
    public bool Hangs { get; set; }

    /// <summary>The bearer tokens of those that asked for the sockets to be drained.</summary>
    public ConcurrentQueue<string> Drains { get; } = new();

    /// <summary>The only token by which the sockets are drained; null for any.</summary>
    public string? DrainToken { get; set; }

    /// <summary>What arrived, probes left out.</summary>
    public IReadOnlyCollection<Received> Requests => _requests;

    /// <summary>Completed by the first request for /api/slow, which is then held until its client gives up.</summary>
    public TaskCompletionSource SlowStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource SlowCanceled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<FakeUpstream> StartAsync(string name, string address = "http://127.0.0.1:0")
    {
        var upstream = new FakeUpstream(name, address);
        await upstream._app.StartAsync();
        return upstream;
    }

    /// <summary>Leaves every probe from now on without an answer.</summary>
    public void HoldProbes() => _holdsProbes = true;

    public Task StopAsync()
    {
        StoppedAddress = Address;
        return _app.StopAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(string name, HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target is "/health" or "/api/health")
        {
            if (_holdsProbes)
            {
                return HoldAsync(context);
            }

            context.Response.StatusCode = IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsJsonAsync(new { service = new { version = $"1.2.3-{name}" } });
        }

        if (context.Request.Path == "/admin/sockets/drain")
        {
            var authorization = context.Request.Headers.Authorization.ToString();
            Drains.Enqueue(authorization);
            context.Response.StatusCode = DrainToken is null || authorization == $"Bearer {DrainToken}" ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (Hangs)
        {
            return HoldAsync(context);
        }

        if (FailsEvery > 0 && Interlocked.Increment(ref _answers) % FailsEvery == 0)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        }

        _requests.Enqueue(new Received(
            context.Request.Method, target, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
        context.Response.Headers["Answered-By"] = name;
        return context.Request.Path.Value switch
        {
            "/api/socket" or "/grafana/api/live/ws" => EchoAsync(context, TimeSpan.Zero),
            "/api/lively-socket" => EchoAsync(context, TimeSpan.FromSeconds(0.2)),
            "/api/slow" => HoldAsync(context),
            "/api/broken" => BreakAsync(context),
            "/api/own-503" => OwnAsync(context),
            "/api/empty-503" => EmptyAsync(context),
            "/api/telling" => TellAsync(context),
            "/api/discreet" => BeDiscreetAsync(context),
            "/api/length" => CountAsync(context),
            "/api/endless" => FloodAsync(context),
            _ => context.Response.WriteAsync($"{name} {context.Request.Method} {target}"),
        };
    }

    private static async Task EchoAsync(HttpContext context, TimeSpan keepAlive)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = keepAlive });
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseAsync(socket.CloseStatus!.Value, socket.CloseStatusDescription, context.RequestAborted);
                    return;
                }

                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The other side went away without a word, which is what some tests are about.
        }
    }

    private async Task HoldAsync(HttpContext context)
    {
        SlowStarted.TrySetResult();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        SlowCanceled.TrySetResult();
    }

    private static Task BreakAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task OwnAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync("the upstream's own words");
    }

    private static Task EmptyAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    private static Task TellAsync(HttpContext context)
    {
        context.Response.Headers.Connection = "X-Between-Us";
        context.Response.Headers["X-Between-Us"] = "hop";
        context.Response.Headers["X-Powered-By"] = "something old";
        context.Response.Headers.XFrameOptions = "ALLOWALL";
        return context.Response.WriteAsync("told");
    }

    private static Task BeDiscreetAsync(HttpContext context)
    {
        context.Response.Headers["Referrer-Policy"] = context.Request.Query["policy"];
        return context.Response.WriteAsync("hush");
    }

    // As fast as it is taken, until the client has enough.
    private static async Task FloodAsync(HttpContext context)
    {
        var block = new byte[64 * 1024];
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(block, context.RequestAborted).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task CountAsync(HttpContext context)
    {
        var length = 0L;
        var buffer = new byte[4096];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0;)
        {
            length += read;
        }

        await context.Response.WriteAsync(length.ToString(System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8);
    }
}

/// <summary>A request as it reached an upstream.</summary>
internal sealed record Received(string Method, string Target, IReadOnlyDictionary<string, string> Headers);
