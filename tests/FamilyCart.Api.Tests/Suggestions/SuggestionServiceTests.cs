using FamilyCart.Api.Redis;
using FamilyCart.Api.Suggestions;
using FamilyCart.ServiceDefaults.Secrets;
using FamilyCart.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Tests.Suggestions;

public sealed class SuggestionServiceTests
{
    private readonly ManualTime _time = new();
    private readonly SlowModel _model = new();

    [Fact]
    public async Task AnswerAsync_ModelThinksForLong_EndsAfterFiveSecondsAndLetsItGoOn()
    {
        var answering = Service().AnswerAsync("tofu", CancellationToken.None);
        await _time.TimerAsync(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await answering);
        Assert.False(_model.WasCancelled);
    }

    [Fact]
    public async Task AnswerAsync_ModelFirstAndSlow_EndsWithTheDictionary()
    {
        var answering = Service(SuggestionOrder.ModelFirst).AnswerAsync("mléko", CancellationToken.None);
        await _time.TimerAsync(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(SuggestionTesting.Milk, await answering);
    }

    [Fact]
    public async Task AnswerAsync_DictionaryKnows_AsksNobody() =>
        Assert.Equal(SuggestionTesting.Milk, await Service().AnswerAsync("mléko", CancellationToken.None));

    [Fact]
    public async Task AnswerAsync_SwitchedOff_KnowsNothing() =>
        Assert.Null(await Service(isEnabled: false).AnswerAsync("mléko", CancellationToken.None));

    [Fact]
    public async Task AnswerAsync_CallerGone_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        var answering = Service().AnswerAsync("tofu", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.False(_model.WasCancelled);
    }

    private SuggestionService Service(SuggestionOrder order = SuggestionOrder.DictionaryFirst, bool isEnabled = true)
    {
        var redis = new RedisConnection(
            Options.Create(new RedisOptions()), new ConfigurationBuilder().Build(), LiveSecrets.None, _time, NullLogger<RedisConnection>.Instance);
        return new SuggestionService(
            new SmallDictionary(),
            _model,
            new SomeSuggestions(),
            new SuggestionCache(redis, SuggestionTesting.Metrics()),
            SuggestionTesting.Settings(new Uri("http://localhost:1")) with { Order = order },
            new Switch(isEnabled),
            _time);
    }

    private sealed class SomeSuggestions : IAllowedSuggestions
    {
        public ValueTask<AllowedSuggestions> GetAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(new AllowedSuggestions(["Dairy", "Produce"], ["egg", "eco"]));
    }

    private sealed record Switch(bool IsEnabled) : IAiFlag;

    private sealed class SlowModel : ISuggestionModel
    {
        public bool IsConfigured => true;

        public string Provider => "slow";

        public string Name => "slow";

        public bool WasCancelled { get; private set; }

        public ValueTask<SuggestionAnswer> SuggestAsync(string name, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => WasCancelled = true);
            return new ValueTask<SuggestionAnswer>(new TaskCompletionSource<SuggestionAnswer>().Task);
        }

        public ValueTask<ModelState> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
