using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace FamilyCart.Gateway.Tests.Administration;

/// <summary>Operators and others who ask for anything, several at once, while users are served.</summary>
public sealed class RandomCallTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20261121;
    private const int Clients = 8;
    private const int Rounds = 25;
    private const int Alone = 8;

    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly ConcurrentDictionary<long, string> _states = new();
    private readonly ConcurrentDictionary<long, string> _changes = new();
    private TwoSlots _slots = null!;
    private RunningGateway _gateway = null!;
    private Operator _ann = null!;
    private HttpClient _client = null!;
    private string _seen = "\"0\"";

    public async Task InitializeAsync()
    {
        _slots = await TwoSlots.StartAsync();
        _gateway = await _slots.StartGatewayAsync(("Gateway:Deployments:Canary:StepTime", "00:20:00"), ("Gateway:Deployments:PauseLimit", "00:00:01"));
        _ann = new Operator(_gateway);
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 })
        {
            BaseAddress = _gateway.Admin.BaseAddress,
        };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        await _slots.DisposeAsync();
    }

    [Theory]
    [InlineData(2_000)]
    public Task Calls_AtRandom_AreCarriedOutWholeOrNotAtAll(int calls) => CallAllAsync(calls);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(10_000)]
    public Task Calls_TenThousandAtRandom_AreCarriedOutWholeOrNotAtAll(int calls) => CallAllAsync(calls);

    private async Task CallAllAsync(int calls)
    {
        await using var load = Load.Start(_gateway.Public);
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var isDiskFull = round % 5 == 4;
            if (isDiskFull)
            {
                Directory.CreateDirectory($"{_slots.StateFile}.new");
            }

            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
            {
                var own = new Random(Seed + (round * Clients) + client);
                for (var call = 0; call < (calls / Rounds / Clients) - (Alone / Clients); call++)
                {
                    await CallAsync(own, isDiskFull);
                }
            }));
            if (isDiskFull)
            {
                // What went back without the disk is written with the next change.
                Directory.Delete($"{_slots.StateFile}.new");
                await Eventually.TrueAsync(async () => (await _ann.PostAsync("/pause?seconds=0.1")).StatusCode == HttpStatusCode.OK);
            }

            await AssertOneStateAsync();
            for (var call = 0; call < Alone; call++)
            {
                await CallAloneAsync(random);
            }
        }

        output.WriteLine($"Seed {Seed}: {string.Join(", ", _answers.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key}: {pair.Value}"))}; {_changes.Count} changes, {load.Served} users' requests.");
        Assert.Empty(load.Failures);
        Assert.InRange(load.Served, 1, int.MaxValue);
        Assert.All(["200", "201", "401", "403", "404", "409", "412", "413", "422", "503"], status => Assert.Contains(status, _answers.Keys));
        Assert.InRange(_answers.GetValueOrDefault("none"), 0, calls / 20);
        Assert.DoesNotContain(_gateway.Log.All, line => line.Level >= LogLevel.Error && !line.Text.StartsWith("The state of deployments could not be written", StringComparison.Ordinal));
        Assert.DoesNotContain(_gateway.Log.All, line => line.Text.Contains(Operator.Token, StringComparison.Ordinal) || line.Text.Contains(Operator.ViewerToken, StringComparison.Ordinal));
    }

    /// <returns>The answer's body; null when the call carried so much that the connection was closed before all was sent.</returns>
    private async Task<string?> CallAsync(Random random, bool isDiskFull)
    {
        using var request = RandomCall.Make(random, _seen);
        var what = $"{request.Method} {request.RequestUri} {request.Headers}";
        var begins = request.RequestUri!.OriginalString.StartsWith("/deployments", StringComparison.OrdinalIgnoreCase);
        using var answer = await SendAsync(request);
        if (answer is null)
        {
            return null;
        }

        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        _answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status[0] != '5' || (isDiskFull && status == "503" && body.Contains("could not be written", StringComparison.Ordinal)), $"{what}\n{status} {body}");
        var isOperators = request.Headers.NonValidated.TryGetValues("Authorization", out var shown) && shown.ToString() == $"Bearer {Operator.Token}";
        if (request.Method == HttpMethod.Post && answer.IsSuccessStatusCode)
        {
            Assert.True(isOperators, what);
        }

        if (answer.Headers.ETag is { } tag && body.Length > 0)
        {
            _seen = tag.Tag;
            var state = JsonDocument.Parse(body).RootElement;
            var revision = state.GetProperty("revision").GetInt64();
            Assert.Equal($"\"{revision}\"", tag.Tag);

            // One revision is one state, whoever is shown it.
            var text = Lasting(state);
            Assert.Equal(text, _states.GetOrAdd(revision, text));
            var isRepeated = begins && answer.StatusCode == HttpStatusCode.OK;
            if (request.Method == HttpMethod.Post && !isRepeated)
            {
                Assert.True(_changes.TryAdd(revision, what), $"{what} and {_changes[revision]} made the same revision.");
            }
        }

        return body;
    }

    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request)
    {
        try
        {
            return await _client.SendAsync(request);
        }
        catch (HttpRequestException fault) when (fault.GetBaseException() is IOException or SocketException)
        {
            _answers.AddOrUpdate("none", 1, (_, count) => count + 1);
            return null;
        }
    }

    /// <summary>While nothing else happens, the ETag moves with what was carried out and with nothing else.</summary>
    private async Task CallAloneAsync(Random random)
    {
        await Eventually.TrueAsync(async () => await _ann.StateAsync() is var state && state.GetProperty("phase").GetString() is "idle" or "canary" or "promoted" && state.GetProperty("pause").ValueKind == JsonValueKind.Null);
        var before = await _ann.StateAsync();
        var begun = _changes.Count;
        var body = await CallAsync(random, isDiskFull: false);
        if (_changes.Count > begun)
        {
            Assert.Equal(before.GetProperty("revision").GetInt64() + 1, JsonDocument.Parse(body!).RootElement.GetProperty("revision").GetInt64());
        }
        else
        {
            Assert.Equal(Lasting(before), Lasting(await _ann.StateAsync()));
        }
    }

    /// <summary>The disk, the memory and what is shown are the same.</summary>
    private Task AssertOneStateAsync() => Eventually.TrueAsync(async () =>
    {
        var memory = _gateway.Services.GetRequiredService<DeploymentDesk>().State;
        var shown = await _ann.StateAsync();
        var disk = DeploymentFile.Read(_slots.StateFile);
        if (disk is null || disk.Revision != memory.Revision || shown.GetProperty("revision").GetInt64() != memory.Revision)
        {
            // It went on in between.
            return false;
        }

        Assert.Equal(memory, disk);
        Assert.Equal(memory.Current is { } current ? DeploymentWords.Of(current.Phase) : "idle", shown.GetProperty("phase").GetString());
        Assert.Equal(memory.Active.ToString(), shown.GetProperty("active").GetString(), ignoreCase: true);
        Assert.Equal(memory.Recent.Select(one => one.Id), shown.GetProperty("recent").EnumerateArray().Select(one => one.GetProperty("id").GetGuid()));
        return true;
    });

    // What does not change from moment to moment.
    private static string Lasting(JsonElement state) => string.Join(
        '\n',
        state.GetProperty("revision"),
        state.GetProperty("phase"),
        state.GetProperty("active"),
        state.GetProperty("current"),
        state.GetProperty("recent"),
        state.GetProperty("pause").ValueKind == JsonValueKind.Null ? "" : state.GetProperty("pause").GetProperty("until"),
        string.Join(',', state.GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("percent"))));
}
