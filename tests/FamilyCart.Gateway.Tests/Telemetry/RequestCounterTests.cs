using System.Diagnostics.Metrics;
using FamilyCart.Gateway.Configuration;
using FamilyCart.Gateway.Telemetry;
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

    private static async Task<string?> CountAsync(Exception thrown, bool isAborted)
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var configuration = new GatewayConfiguration();
        using var metrics = new GatewayMetrics(factory, configuration, new UpstreamHealth(configuration));
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
