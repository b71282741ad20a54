using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Microsoft.Extensions.Logging;

namespace FamilyCart.Api.Tests.Problems;

[Collection(ApiCollection.Name)]
public sealed class DatabaseAwayTests(ApiFixture fixture)
{
    [Fact]
    public async Task Database_GoesAndComesBack_RequestsFailQuicklyMeanwhile()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await ApiDatabase.CreateAsync(postgres, "familycart");
        await using var api = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        using var anonymous = Person.Anonymous(api);
        var listId = await ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(api, listId, ann);

        await postgres.StopAsync();
        var watch = Stopwatch.StartNew();
        Answer[] answers =
        [
            await ann.GetAsync("users/me"),
            await ann.GetAsync("shopping-lists/"),
            await ann.PostAsync($"shopping-lists/{listId}/items", new { name = "Milk" }),
            await anonymous.LogInAsync(ann.Email, Person.Password),
        ];
        Assert.All(answers, answer => answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "The database does not answer"));
        Assert.All(answers, answer => Assert.NotNull(answer.Response.Headers.RetryAfter));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        await socket.ShouldBeSilentAsync();

        await postgres.RestartAsync();
        await Poll.UntilAsync(async () => (await ann.GetAsync("users/me")).Status == HttpStatusCode.OK);
        await ann.AddItemAsync(listId);
        Assert.Equal(1, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
        Assert.DoesNotContain(api.Logs.Lines, line => line.Level >= LogLevel.Error && !line.Category.StartsWith("Npgsql", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Database_AcceptsAndStaysSilent_RequestsEndAtTheirTimeout()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var api = ApiApplication.Start(
            $"Host=127.0.0.1;Port={port};Username=familycart;Password=none;Database=familycart",
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Requests:Timeout"] = "00:00:00.5" });
        using var anonymous = Person.Anonymous(api);
        var answer = await anonymous.LogInAsync("ann@example.org", Person.Password);
        answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "The request took too long");
        Assert.NotNull(answer.Response.Headers.RetryAfter);
    }
}
