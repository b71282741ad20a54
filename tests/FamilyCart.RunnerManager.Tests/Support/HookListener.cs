using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>A real HTTP server that keeps what it is told, and answers as a test wants.</summary>
internal sealed class HookListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<HookCall> _calls = new();

    private HookListener(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single() + "/rollback";

    public IReadOnlyList<HookCall> Calls => [.. _calls];

    /// <summary>The status of the answer to a call, counted from 1.</summary>
    public Func<int, int> Answer { get; set; } = _ => StatusCodes.Status204NoContent;

    /// <summary>What comes before the answer to a call.</summary>
    public Func<HookCall, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static async Task<HookListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var listener = new HookListener(app);
        app.Run(listener.TakeAsync);
        await app.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var call = new HookCall(
            context.Request.Method, context.Request.Path, body.ToArray(), context.Request.Headers["X-Hub-Signature-256"].ToString(), context.Request.Headers["X-FamilyCart-Delivery"].ToString());
        _calls.Enqueue(call);
        var status = Answer(_calls.Count);
        await Before(call).WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Response.StatusCode = status;
        context.Response.Headers.Location = "/elsewhere";
    }
}

/// <summary>A call as it came.</summary>
internal sealed record HookCall(string Method, string Path, byte[] Body, string Signature, string Delivery)
{
    /// <summary>The name of the lease that it tells of.</summary>
    public string? Lease => JsonSerializer.Deserialize<JsonElement>(Body).GetProperty("lease").GetString();
}
