using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using FamilyCart.ServiceDefaults.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.ServiceDefaults.Tests.Http;

public sealed class ResilienceTests
{
    private static readonly (string Key, string? Value)[] s_quick = [("HttpResilience:RetryDelay", "00:00:00.001")];

    public static TheoryData<string, HttpContent?, int> Requests => new()
    {
        { "GET", null, 4 },
        { "HEAD", null, 4 },
        { "OPTIONS", null, 4 },
        { "TRACE", null, 4 },
        { "DELETE", null, 4 },
        { "PUT", new StringContent("text"), 4 },
        { "PUT", JsonContent.Create(1), 4 },
        { "PUT", new StreamContent(Stream.Null), 1 },
        { "POST", null, 1 },
        { "PATCH", null, 1 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_ToAServerThatFails_IsRepeatedOnlyWhenThatIsSafe(string method, HttpContent? content, int attempts)
    {
        var server = new StubServer(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        await using var service = await StartAsync(server, s_quick);

        using var response = await Client(service).SendAsync(new HttpRequestMessage(new HttpMethod(method), "http://api.test/") { Content = content });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(attempts, server.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, 4)]
    [InlineData(HttpStatusCode.RequestTimeout, 4)]
    [InlineData(HttpStatusCode.TooManyRequests, 4)]
    [InlineData(HttpStatusCode.NotFound, 1)]
    [InlineData(HttpStatusCode.Conflict, 1)]
    public async Task Request_AnsweredWithAStatus_IsRepeatedIfTheServerIsAtFault(HttpStatusCode status, int attempts)
    {
        var server = new StubServer(_ => new HttpResponseMessage(status));
        await using var service = await StartAsync(server, s_quick);

        Assert.Equal(status, (await Client(service).GetAsync("http://api.test/")).StatusCode);
        Assert.Equal(attempts, server.Requests);
    }

    [Fact]
    public async Task Request_ToAServerThatRecovers_Succeeds()
    {
        var server = new StubServer(request => request switch
        {
            1 => throw new HttpRequestException("refused"),
            2 => new HttpResponseMessage(HttpStatusCode.BadGateway),
            _ => new HttpResponseMessage(HttpStatusCode.OK),
        });
        await using var service = await StartAsync(server, s_quick);

        Assert.Equal(HttpStatusCode.OK, (await Client(service).GetAsync("http://api.test/")).StatusCode);
        Assert.Equal(2, service.Logs.Lines.Count(line => line.Event == 1201));
    }

    [Fact]
    public async Task Request_ToldToComeBackTooLate_ReturnsTheAnswer()
    {
        var server = new StubServer(_ => new HttpResponseMessage(HttpStatusCode.TooManyRequests)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(3600)) },
        });
        await using var service = await StartAsync(server, []);

        using var response = await Client(service).GetAsync("http://api.test/");
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3600), response.Headers.RetryAfter?.Delta);
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_ToldWhenToComeBack_WaitsSoLong(bool asDate)
    {
        await using var service = await StartAsync(null, [], TestService.UseManualTime);
        var after = asDate
            ? new RetryConditionHeaderValue(service.Time.GetUtcNow().AddSeconds(7))
            : new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
        var server = new StubServer(request => request == 1
            ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = after } }
            : new HttpResponseMessage(HttpStatusCode.OK));
        service.App.Services.GetRequiredService<StubHolder>().Server = server;

        var answer = Client(service).GetAsync("http://api.test/");
        await service.Time.TimerAsync(TimeSpan.FromSeconds(7));
        service.Time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Equal(1, server.Requests);
        service.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
    }

    [Fact]
    public async Task Attempt_WithoutResponse_TimesOutWithTheDestinationAlone()
    {
        var server = new StubServer(null);
        await using var service = await StartAsync(server, [("HttpResilience:Retries", "0")], TestService.UseManualTime);

        var answer = Client(service).GetAsync("http://api.test/path?token=hunter2");
        await service.Time.TimerAsync(TimeSpan.FromSeconds(10));
        service.Time.Advance(TimeSpan.FromSeconds(10));
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.Equal("No response from http://api.test within 10 s.", exception.Message);
        Assert.IsType<TimeoutException>(exception.InnerException);
    }

    [Fact]
    public async Task Attempts_TogetherTooLong_EndAtTheTotalTimeout()
    {
        var server = new StubServer(null);
        await using var service = await StartAsync(server, [("HttpResilience:AttemptTimeout", "00:00:20"), ("HttpResilience:TotalTimeout", "00:00:20")], TestService.UseManualTime);

        var answer = Client(service).GetAsync("http://api.test/");
        await service.Time.TimerAsync(TimeSpan.FromSeconds(20));
        service.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("No response from http://api.test within 20 s.", (await Assert.ThrowsAsync<HttpRequestException>(() => answer)).Message);
    }

    [Fact]
    public async Task Request_GivenUpByItsCaller_IsCanceled()
    {
        var server = new StubServer(null);
        await using var service = await StartAsync(server, s_quick);
        using var caller = new CancellationTokenSource();

        var answer = Client(service).GetAsync("http://api.test/", caller.Token);
        await server.Started;
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Circuit_OfAFailingServer_OpensForThatServerAloneAndClosesAgain()
    {
        var healthy = false;
        var server = new StubServer(_ => new HttpResponseMessage(healthy ? HttpStatusCode.OK : HttpStatusCode.InternalServerError));
        await using var service = await StartAsync(
            server,
            [("HttpResilience:Retries", "0"), ("HttpResilience:BreakMinimum", "4")],
            TestService.UseManualTime);
        var client = Client(service);

        for (var request = 0; request < 4; request++)
        {
            using var failed = await client.PostAsync("http://sick.test:81/", null);
        }

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("http://sick.test:81/"));
        Assert.Equal("http://sick.test:81 failed too often; requests to it are held back for a moment.", exception.Message);
        Assert.Equal(4, server.Requests);
        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync("http://other.test/")).StatusCode);

        healthy = true;
        service.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("http://sick.test:81/")).StatusCode);
        Assert.Equal([1202, 1203], service.Logs.Lines.Where(line => line.Event is 1202 or 1203).Select(line => line.Event));
    }

    [Fact]
    public async Task Client_WithASectionOfItsName_DiffersFromTheOthers()
    {
        var server = new StubServer(_ => new HttpResponseMessage(HttpStatusCode.InternalServerError));
        await using var service = await StartAsync(
            server,
            [.. s_quick, ("HttpResilience:model:Retries", "1"), ("HttpResilience:model:AttemptTimeout", "00:03:00"), ("HttpResilience:model:TotalTimeout", "00:05:00")]);
        var clients = service.App.Services.GetRequiredService<IHttpClientFactory>();
        var model = clients.CreateClient("model");

        using var response = await model.GetAsync("http://api.test/");
        Assert.Equal(2, server.Requests);
        Assert.Equal(TimeSpan.FromMinutes(5), model.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(100), clients.CreateClient("other").Timeout);
    }

    [Fact]
    public async Task Destinations_WithoutEnd_StillWork()
    {
        var server = new StubServer(_ => new HttpResponseMessage(HttpStatusCode.OK));
        await using var service = await StartAsync(server, []);
        var client = Client(service);
        for (var index = 0; index < 1100; index++)
        {
            using var response = await client.GetAsync($"http://host{index}.test/");
        }

        Assert.Equal(1100, server.Requests);
    }

    private static HttpClient Client(TestService service) => service.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

    private static Task<TestService> StartAsync(
        StubServer? server,
        (string Key, string? Value)[] settings,
        Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? configure = null) => TestService.StartAsync(
            builder =>
            {
                configure?.Invoke(builder);
                builder.Services.AddSingleton(new StubHolder { Server = server });
                builder.Services.ConfigureHttpClientDefaults(client => client.ConfigurePrimaryHttpMessageHandler(services =>
                    new StubHandler(services.GetRequiredService<StubHolder>())));
            },
            null,
            settings);

    private sealed class StubHolder
    {
        public StubServer? Server { get; set; }
    }

    /// <summary>Answers by the number of the request, or never when it has no answer.</summary>
    private sealed class StubServer(Func<int, HttpResponseMessage>? answer)
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _requests;

        public int Requests => _requests;

        public Task Started => _started.Task;

        public async Task<HttpResponseMessage> AnswerAsync(CancellationToken cancellationToken)
        {
            var request = Interlocked.Increment(ref _requests);
            _started.TrySetResult();
            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return answer!(request);
        }
    }

    private sealed class StubHandler(StubHolder holder) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            holder.Server!.AnswerAsync(cancellationToken);
    }
}
