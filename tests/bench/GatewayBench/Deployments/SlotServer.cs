using System.Diagnostics;
using System.Globalization;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewayBench.Deployments;

/// <summary>A slot that is always well, and answers as badly as it is told to.</summary>
internal sealed class SlotServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _answers;
    private long _failEvery;
    private long _firstFailure;
    private long _lastArrival;

    private SlotServer(string name, WebApplication app, Uri address) => (Name, _app, Address) = (name, app, address);

    internal string Name { get; }

    internal Uri Address { get; }

    /// <summary>When a user's request came last, as a timestamp of <see cref="Stopwatch"/>.</summary>
    internal long LastArrival => Volatile.Read(ref _lastArrival);

    /// <summary>When it failed first since it was told to; 0 when it has not.</summary>
    internal long FirstFailure => Volatile.Read(ref _firstFailure);

    /// <summary>Has one in so many answers fail, those to the gateway's own question included; 0 for none.</summary>
    internal void FailOneIn(int answers)
    {
        Volatile.Write(ref _firstFailure, 0);
        Volatile.Write(ref _failEvery, answers);
    }

    internal static async Task<SlotServer> StartAsync(string name, CancellationToken cancellationToken)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        var app = builder.Build();
        var slot = new SlotServer(name, app, address);
        app.Run(slot.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return slot;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            Volatile.Write(ref _lastArrival, Stopwatch.GetTimestamp());
        }

        if (context.Request.Path != "/health" && Volatile.Read(ref _failEvery) is > 0 and var every && Interlocked.Increment(ref _answers) % every == 0)
        {
            Interlocked.CompareExchange(ref _firstFailure, Stopwatch.GetTimestamp(), 0);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        return context.Response.WriteAsync(Name);
    }
}
