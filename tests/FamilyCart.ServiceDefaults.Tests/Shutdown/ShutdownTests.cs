using System.Diagnostics;
using System.Globalization;
using System.Net;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Tests.Shutdown;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_OfAReadyService_FailsReadinessBeforeTheListenerStops()
    {
        await using var service = await TestService.StartAsync(
            TestService.UseManualTime,
            app => app.MapGet("/work", () => "done"),
            ("Shutdown:ReadinessDelay", "00:00:05"));
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/health")).StatusCode);

        var stopping = service.App.StopAsync();
        await service.Time.TimerAsync(TimeSpan.FromSeconds(5));

        // Not even the cached result of the same second is served.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Client.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/alive")).StatusCode);
        Assert.Equal("done", await service.Client.GetStringAsync("/work"));
        Assert.False(stopping.IsCompleted);
        Assert.Contains(service.Logs.Lines, line => line.Event == 1001);

        service.Time.Advance(TimeSpan.FromSeconds(5));
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => service.Client.GetAsync("/work"));
    }

    [Fact]
    public async Task Stop_ThatMayNotWait_SkipsTheDelay()
    {
        await using var service = await TestService.StartAsync(TestService.UseManualTime);
        await service.App.StopAsync(new CancellationToken(canceled: true)).ContinueWith(static _ => { }, TaskScheduler.Default);

        Assert.True(service.App.Lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Service_WhoseOwnerEnds_StopsWithinASecond()
    {
        using var owner = Process.Start("sleep", "600");
        await using var service = await TestService.StartAsync(
            TestService.UseManualTime, null, ("Shutdown:OwnerProcessId", owner.Id.ToString(CultureInfo.InvariantCulture)));
        await service.Time.TimerAsync(TimeSpan.FromSeconds(1));
        service.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(service.App.Lifetime.ApplicationStopping.IsCancellationRequested);

        owner.Kill();
        await owner.WaitForExitAsync();
        var stopping = new TaskCompletionSource();
        service.App.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        service.Time.Advance(TimeSpan.FromSeconds(1));
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(120));
        Assert.Contains(service.Logs.Lines, line => line.Event == 1002);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("00:00:07", 7)]
    public async Task Timeout_FromConfiguration_IsTheHosts(string? configured, int seconds)
    {
        await using var service = await TestService.StartAsync(settings: ("Shutdown:Timeout", configured));
        Assert.Equal(TimeSpan.FromSeconds(seconds), service.App.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }
}
