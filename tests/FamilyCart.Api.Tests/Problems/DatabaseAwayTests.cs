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
    public async Task Database_GoesAndComesBack_RequestsFailMeanwhile()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await ApiDatabase.CreateAsync(postgres, "familycart");
        await using var api = ApiApplication.Start(
            database.ConnectionString, fixture.Redis.ConnectionString, new Dictionary<string, string?> { ["Requests:Timeout"] = "00:01:00" });
        using var ann = await Person.JoinAsync(api, "Ann");
        using var anonymous = Person.Anonymous(api);
        var listId = await ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(api, listId, ann);

        await postgres.StopAsync();
        Answer[] answers =
        [
            await ann.GetAsync("users/me"),
            await ann.GetAsync("shopping-lists/"),
            await ann.PostAsync($"shopping-lists/{listId}/items", new { name = "Milk" }),
            await anonymous.LogInAsync(ann.Email, Person.Password),
        ];
        // A request that ended by its timeout would say so.
        Assert.All(answers, answer => answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "The database does not answer"));
        Assert.All(answers, answer => Assert.NotNull(answer.Response.Headers.RetryAfter));
        await socket.ShouldBeSilentAsync();

        await postgres.RestartAsync();
        await Poll.UntilAsync(async () => (await ann.GetAsync("users/me")).Status == HttpStatusCode.OK);
        await ann.AddItemAsync(listId);
        Assert.Equal(1, (await socket.NextAsync()).GetProperty("sequence").GetInt64());
        Assert.DoesNotContain(api.Logs.Lines, line => line.Level >= LogLevel.Error && !line.Category.StartsWith("Npgsql", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_RefusedWhileTheDatabaseIsAway_IsMadeOnceWhenItIsSentAgain()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await ApiDatabase.CreateAsync(postgres, "familycart");
        await using var blue = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        await using var green = ApiApplication.Start(database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(blue, "Ann");
        using var atGreen = ann.At(green);
        var listId = await ann.CreateListAsync();
        await ann.AddItemAsync(listId, "Before");
        using var near = await SocketClient.JoinAsync(blue, listId, ann);
        using var far = await SocketClient.JoinAsync(green, listId, ann);
        string[] names = ["Milk", "Tea", "Salt"];

        await postgres.StopAsync();
        foreach (var name in names)
        {
            (await AddAsync(ann, name)).ShouldFail(HttpStatusCode.ServiceUnavailable, "The database does not answer");
        }

        await postgres.RestartAsync();
        await Poll.UntilAsync(async () => (await ann.GetAsync("users/me")).Status == HttpStatusCode.OK);
        await Poll.UntilAsync(async () => (await atGreen.GetAsync("users/me")).Status == HttpStatusCode.OK);
        foreach (var name in names)
        {
            var made = (await AddAsync(atGreen, name)).ShouldSucceed();
            var again = await AddAsync(ann, name);
            Assert.Equal(made.GetProperty("id").GetInt32(), again.ShouldSucceed().GetProperty("id").GetInt32());
            Assert.Equal("true", again.Response.Headers.GetValues("Idempotency-Replayed").Single());
        }

        var kept = await database.ReadAsync<string[]>("select array_agg(name order by id) from item where list_id = $1", listId);
        Assert.Equal(["Before", .. names], kept);
        using var late = await SocketClient.ConnectWithAsync(blue, listId, $"token={ann.Token}&last_sequence=1");
        Assert.Equal("connection_established", (await late.NextAsync()).GetProperty("type").GetString());
        foreach (var socket in (SocketClient[])[near, far, late])
        {
            foreach (var (name, index) in names.Select((name, index) => (name, index)))
            {
                var message = await socket.NextAsync();
                Assert.Equal(index + 2, message.GetProperty("sequence").GetInt64());
                Assert.Equal(name, message.GetProperty("item").GetProperty("name").GetString());
            }

            await socket.ShouldBeSilentAsync();
        }

        Task<Answer> AddAsync(Person person, string name) =>
            person.SendAsync(HttpMethod.Post, $"shopping-lists/{listId}/items", new { name }, ("Idempotency-Key", $"key of {name}"));
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
