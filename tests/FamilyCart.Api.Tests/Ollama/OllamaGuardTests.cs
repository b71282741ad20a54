using FamilyCart.Api.Ollama;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Api.Tests.Suggestions;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Ollama;

public sealed class OllamaGuardTests
{
    private const int Opened = 4760;
    private const int Closed = 4761;

    private static readonly OllamaReply _good = new("{}", null);
    private static readonly OllamaReply _bad = OllamaReply.Failed(OllamaFault.Unreachable);

    private readonly ManualTime _time = new();
    private readonly LogCollector _logs = new();
    private readonly OllamaGuard _guard;
    private int _calls;

    public OllamaGuardTests()
    {
        using var factory = new LoggerFactory([_logs]);
        _guard = new OllamaGuard(
            SuggestionTesting.Settings(new Uri("http://localhost:1")), _time, factory.CreateLogger<OllamaGuard>());
    }

    [Fact]
    public async Task RunAsync_FiveFailuresInARow_HoldsBackForHalfAMinute()
    {
        await RunAsync(4, _bad);
        Assert.False(_guard.IsResting);
        await RunAsync(1, _bad);
        Assert.True(_guard.IsResting);

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(OllamaFault.HeldBack, (await RunAsync(_good)).Fault);
        Assert.Equal(5, _calls);
        Assert.Equal(OllamaFault.Unreachable, _guard.LastFault);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_guard.IsResting);
        Assert.Null((await RunAsync(_good)).Fault);
        Assert.Equal(6, _calls);
        Assert.Null(_guard.LastFault);
        Assert.Equal([Opened, Closed], _logs.Lines.Select(line => line.Id.Id));
    }

    [Fact]
    public async Task RunAsync_FailuresFarApart_AreStillARow()
    {
        for (var failure = 0; failure < 5; failure++)
        {
            await RunAsync(_bad);
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(5, _calls);
        await RunAsync(_bad);
        Assert.Equal(OllamaFault.HeldBack, (await RunAsync(_good)).Fault);
    }

    [Fact]
    public async Task RunAsync_StillFailingAfterTheRest_RestsAgainAfterOneCallAndSaysSoOnce()
    {
        await RunAsync(5, _bad);
        for (var rest = 1; rest <= 3; rest++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(OllamaFault.Unreachable, (await RunAsync(_bad)).Fault);
            Assert.Equal(OllamaFault.HeldBack, (await RunAsync(_good)).Fault);
            Assert.Equal(5 + rest, _calls);
        }

        Assert.Equal(Opened, Assert.Single(_logs.Lines).Id.Id);
    }

    [Fact]
    public async Task RunAsync_ASuccessBetween_EndsTheRow()
    {
        await RunAsync(4, _bad);
        _time.Advance(TimeSpan.FromMinutes(1));
        await RunAsync(_good);
        await RunAsync(4, _bad);
        Assert.False(_guard.IsResting);
        Assert.Equal(9, _calls);
    }

    [Fact]
    public async Task RunAsync_HalfOfEightFail_HoldsBack()
    {
        for (var pair = 0; pair < 3; pair++)
        {
            await RunAsync(_good);
            await RunAsync(_bad);
        }

        await RunAsync(_good);
        Assert.False(_guard.IsResting);
        await RunAsync(_bad);
        Assert.True(_guard.IsResting);
        Assert.Equal(OllamaFault.HeldBack, (await RunAsync(_good)).Fault);
        Assert.Equal(8, _calls);
    }

    [Fact]
    public async Task RunAsync_LessThanHalfFail_GoesOn()
    {
        for (var round = 0; round < 10; round++)
        {
            await RunAsync(2, _good);
            await RunAsync(_bad);
        }

        Assert.Equal(30, _calls);
        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task RunAsync_NoAnswerInTime_IsAFailureAndTheCallEnds()
    {
        for (var call = 0; call < 5; call++)
        {
            var running = _guard.RunAsync(HangAsync, CancellationToken.None).AsTask();
            await _time.TimerAsync(TimeSpan.FromSeconds(15));
            _time.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal(OllamaFault.TimedOut, (await running).Fault);
        }

        Assert.True(_guard.IsResting);
        Assert.Equal(OllamaFault.TimedOut, _guard.LastFault);
    }

    [Fact]
    public async Task RunAsync_CancelledByTheCaller_SaysNothingAboutTheModel()
    {
        await RunAsync(4, _bad);
        using var cancellation = new CancellationTokenSource();
        var running = _guard.RunAsync(HangAsync, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(_guard.IsResting);
        await RunAsync(_bad);
        Assert.True(_guard.IsResting);
    }

    private static async ValueTask<OllamaReply> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return _good;
    }

    private async Task RunAsync(int times, OllamaReply reply)
    {
        for (var call = 0; call < times; call++)
        {
            await RunAsync(reply);
        }
    }

    private async Task<OllamaReply> RunAsync(OllamaReply reply) => await _guard.RunAsync(
        _ =>
        {
            _calls++;
            return ValueTask.FromResult(reply);
        },
        CancellationToken.None);
}
