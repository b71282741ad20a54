using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FamilyCart.RunnerManager.Tests.GitHub;

/// <summary>A Kestrel on loopback that answers as a test says, by a clock of its own, and keeps what it was asked.</summary>
internal sealed class ScriptedGitHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Request> _requests = new();
    private readonly SemaphoreSlim _arrivals = new(0);

    private ScriptedGitHub(WebApplication app) => _app = app;

    public IReadOnlyList<Request> Requests => [.. _requests];

    public IEnumerable<string> Lines => _requests.Select(static request => request.Line);

    public string Address => _app.Urls.Single() + "/";

    /// <summary>Its time; null sends no Date.</summary>
    public Func<DateTimeOffset?> Clock { get; set; } = static () => null;

    public Func<Request, Task<Reply>> Script { get; set; } = static _ => Task.FromResult(new Reply(404, """{"message":"Not Found"}"""));

    public static async Task<ScriptedGitHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AllowResponseHeaderCompression = false);
        var app = builder.Build();
        var server = new ScriptedGitHub(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Completes when one more request has arrived.</summary>
    public async Task ArrivalAsync() => Assert.True(await _arrivals.WaitAsync(TimeSpan.FromSeconds(120)), "No request arrived.");

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrivals.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new Request(
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.Value ?? string.Empty,
            context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        _requests.Enqueue(request);
        _arrivals.Release();
        var reply = await Script(request);
        if (reply.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.Headers.Date = Clock()?.ToString("r", CultureInfo.InvariantCulture) ?? "unknown";
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        if (reply.Body is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(reply.Body);
        }
    }
}
