using System.Diagnostics.Metrics;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Forwarding;
using FamilyCart.Gateway.Telemetry;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Telemetry;

public sealed class RequestCounterTests
{
    [Fact]
    public async Task Invoke_Throws_CountsWhatTheClientGetsAndThrowsOn()
    {
        Assert.Equal("5xx", await CountAsync(new InvalidOperationException("a bug"), isAborted: false));
        Assert.Equal("4xx", await CountAsync(new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge), isAborted: false));
        Assert.Equal("4xx", await CountAsync(new OperationCanceledException(), isAborted: true));
    }

    // While arrivals are handled inline, the thread is one that carries everybody's connections. Who has many requests answered that no
    // slot sees would keep it; an answer of a slot has been waited for.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Invoke_AnsweredWithoutASlot_LeavesTheThread(bool isForwarded, bool stays)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var configuration = new GatewayConfiguration();
        using var metrics = new GatewayMetrics(factory, configuration, new UpstreamHealth(configuration), new TrafficDirector(configuration));
        var counted = new TaskCompletionSource<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, measuring) =>
        {
            if (instrument.Name == "familycart.gateway.requests" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                measuring.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => counted.TrySetResult(Environment.CurrentManagedThreadId));
        listener.Start();
        var context = new DefaultHttpContext();
        if (isForwarded)
        {
            context.Features.Set(new ForwardedTo(Upstream.ForSlot(Slot.Blue, new Uri("http://localhost"))));
        }

        var begun = 0;
        var counter = new RequestCounter(_ => Task.CompletedTask, configuration, metrics);
        var thread = new Thread(() =>
        {
            begun = Environment.CurrentManagedThreadId;
            counter.InvokeAsync(context).GetAwaiter().GetResult();
        });
        thread.Start();

        Assert.Equal(stays, await counted.Task == begun);
        thread.Join();
    }

    private static async Task<string?> CountAsync(Exception thrown, bool isAborted)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var configuration = new GatewayConfiguration();
        using var metrics = new GatewayMetrics(factory, configuration, new UpstreamHealth(configuration), new TrafficDirector(configuration));
        string? status = null;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, measuring) =>
        {
            if (instrument.Name == "familycart.gateway.requests" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                measuring.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            status = tags.ToArray().Single(tag => tag.Key == "status").Value?.ToString());
        listener.Start();

        var counter = new RequestCounter(_ => throw thrown, configuration, metrics);
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(isAborted) };
        Assert.Same(thrown, await Record.ExceptionAsync(() => counter.InvokeAsync(context)));
        return status;
    }
}
