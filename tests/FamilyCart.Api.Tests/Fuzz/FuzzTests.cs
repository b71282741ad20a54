using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>
/// Random requests made from the OpenAPI document, as two families and those around them, at two instances at once. A failure
/// prints the number of its request; NUMBERS sends only those again, such as 4711 or 4700-4711, and prints what they got.
/// </summary>
[Collection(ApartCollection.Name)]
public sealed class FuzzTests(ApiFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Requests = 10_000;
    private const int UsualSeed = 20_240_601;
    private const int AtOnce = 6;
    private const int FewestCalls = 100;
    private const int FewestSuccesses = 10;
    private const int SmallestShareOfSuccesses = 40;
    private const int LongestShown = 300;
    private const int LogsShown = 20;
    private const string SeedVariable = "FAMILYCART_FUZZ_SEED";
    private const string NumbersVariable = "FAMILYCART_FUZZ_NUMBERS";

    private readonly Tally _tally = new();
    private readonly int _seed = int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? $"{UsualSeed}", CultureInfo.InvariantCulture);
    private readonly string? _numbers = Environment.GetEnvironmentVariable(NumbersVariable);
    private HttpClient _client = null!;
    private ApiDatabase _database = null!;
    private ApiApplication[] _instances = null!;

    public async Task InitializeAsync()
    {
        _client = new HttpClient(new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            Expect100ContinueTimeout = TimeSpan.FromSeconds(20),
            UseCookies = false,
        });
        _database = await ApiDatabase.CreateAsync(fixture.Postgres, "fuzz");
        var settings = new Dictionary<string, string?>
        {
            ["Features:Ai"] = "true",
            ["Requests:Timeout"] = "00:01:00",
            ["Passwords:QueueLimit"] = "10000",
            ["Limits:FailedLogins"] = "1000",
            ["Limits:Letters"] = "1000",
            ["Invitations:PendingLimit"] = "1000",
            ["Invitations:DailyLimit"] = "10000",
            ["Operators:ann:Token"] = Cast.OperatorToken,
            ["Operators:ann:Role"] = "operator",
        };
        _instances = [.. Enumerable.Range(0, 2).Select(_ => ApiApplication.Start(_database.ConnectionString, fixture.Redis.ConnectionString, settings))];
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Service_GetsRandomRequests_NeverFailsAndTellsNobodyElsesSecrets()
    {
        var operations = Operation.ReadAll(JsonDocument.Parse(await _client.GetStringAsync(new Uri(_instances[0].Address, "/api/v1/openapi.json"))).RootElement);
        using var founder = await Person.JoinAsync(_instances[0], "Founder");
        var cast = await Cast.GatherAsync(_database, await _database.ReadAsync<string>("select password_hash from account where id = $1", founder.Id));

        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Chosen(), new ParallelOptions { MaxDegreeOfParallelism = _numbers is null ? AtOnce : 1 }, async (number, _) =>
        {
            var round = number / operations.Length;
            var operation = operations[number % operations.Length];
            var sender = cast.Choose(operation, round);
            using var request = new RequestGenerator(operation, sender, _seed, number, round).Create(_instances[(number + round) % _instances.Length].Address);
            await SendAsync(request, operation, number, sender);
        });

        output.WriteLine($"Seed {_seed}, another one by {SeedVariable}: {_tally.Total} requests in {watch.Elapsed.TotalSeconds:0.0} s.");
        output.WriteLine(_tally.Shares);
        foreach (var line in _instances.SelectMany(instance => instance.Logs.Lines).Where(line => line.Level >= LogLevel.Warning).CountBy(line => Shorten(line.Text.Split(" [")[0])).Take(LogsShown))
        {
            output.WriteLine($"Logged {line.Value} x {line.Key}");
        }

        Assert.False(_tally.HasFaults, $"Seed {_seed}; {NumbersVariable} sends a number again.\n{_tally.Faults}");
        Assert.All(_instances, instance => Assert.DoesNotContain(instance.Logs.Lines, line => line.Level >= LogLevel.Error));
        if (_numbers is null)
        {
            await AssertBreadthAsync(operations, cast);
        }
    }

    /// <summary>That the requests have been worth sending: all operations were reached, understood, and nobody was lost on the way.</summary>
    private async Task AssertBreadthAsync(Operation[] operations, Cast cast)
    {
        Assert.Equal(Requests, _tally.Total);
        var thin = operations.Where(operation => _tally.Calls(operation) < FewestCalls || _tally.Successes(operation) < FewestSuccesses)
            .Select(operation => $"{operation.Name}: {_tally.Calls(operation)} calls, {_tally.Successes(operation)} successes");
        Assert.True(!thin.Any(), string.Join('\n', thin));
        var thinnest = operations.MinBy(_tally.Successes)!;
        output.WriteLine($"{operations.Length} operations; fewest successes: {_tally.Successes(thinnest)} of {thinnest.Name}.");
        var share = 100 * _tally.Successes() / Requests;
        Assert.True(share >= SmallestShareOfSuccesses, $"Only {share} % of the requests succeeded: the generator asks for nothing.");

        foreach (var sender in cast.Members.Where(sender => sender.Token?.StartsWith("token-", StringComparison.Ordinal) == true).Distinct())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_instances[0].Address, "/api/v1/users/me"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sender.Token);
            using var response = await _client.SendAsync(request);
            Assert.True(response.IsSuccessStatusCode, $"{sender.Name} was lost on the way: {response.StatusCode}");
        }
    }

    private async Task SendAsync(HttpRequestMessage request, Operation operation, int number, Sender sender)
    {
        var line = $"number {number} by {sender.Name}: {request.Method} {request.RequestUri!.OriginalString[request.RequestUri.GetLeftPart(UriPartial.Authority).Length..]}";
        try
        {
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            _tally.Count(operation, (int)response.StatusCode);
            var told = $"{line} {await ShowAsync(request)} -> {(int)response.StatusCode} {Shorten(text)}";
            if (_numbers is not null)
            {
                output.WriteLine(told);
            }

            if (Judge.FindFault(request, response, text, operation, sender) is { } fault)
            {
                _tally.Add($"{fault} of {operation.Name}", number, told);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            _tally.Add($"no answer of {operation.Name}", number, $"{line} {exception.Message} {exception.InnerException?.Message}");
        }
    }

    private IEnumerable<int> Chosen()
    {
        if (_numbers is null)
        {
            return Enumerable.Range(0, Requests);
        }

        int[] bounds = [.. _numbers.Split('-').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        return Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1);
    }

    private static async Task<string> ShowAsync(HttpRequestMessage request)
    {
        var headers = request.Headers.NonValidated.Where(header => header.Key != "Authorization").Select(header => $"[{header.Key}: {header.Value}]");
        var body = request.Content is null ? "" : $"{request.Content.Headers.NonValidated["Content-Type"]} {Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync())}";
        return Shorten($"{string.Join(' ', headers)} {body}");
    }

    private static string Shorten(string text)
    {
        var start = string.Concat(text.Take(LongestShown).Select(letter => char.IsControl(letter) ? $"\\u{(int)letter:x4}" : $"{letter}"));
        return text.Length <= LongestShown ? start : $"{start}… ({text.Length} characters)";
    }
}
