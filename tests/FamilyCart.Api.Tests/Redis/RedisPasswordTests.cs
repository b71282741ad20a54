using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using StackExchange.Redis;

namespace FamilyCart.Api.Tests.Redis;

[Collection(ApiCollection.Name)]
public sealed class RedisPasswordTests(ApiFixture fixture) : IDisposable
{
    private const string New = "new-password-0123456789abcdef";
    private const string Name = "uat-redis-password";
    private const int Replaced = 4203;

    private readonly string _folder = Directory.CreateTempSubdirectory("api-secrets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Password_IsReplaced_NobodyMissesAnything()
    {
        await using var redis = await RedisServer.StartAsync();
        using var administrator = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await WriteAsync(redis.Password);
        await using var first = Start(redis);
        await using var second = Start(redis);
        await RedisProbe.UntilSubscribedAsync(redis, count: 2);
        using var ann = await Person.JoinAsync(first, "Ann");
        var listId = await ann.CreateListAsync();
        using var far = await SocketClient.JoinAsync(second, listId, ann);

        using var done = new CancellationTokenSource();
        var writing = WriteItemsAsync();
        await administrator.GetDatabase().ExecuteAsync("ACL", "SETUSER", "default", $">{New}");
        await WriteAsync($"{New}\n{redis.Password}");
        await Poll.UntilAsync(() => Task.FromResult(Count(first, Replaced) == 1 && Count(second, Replaced) == 1));
        await administrator.GetDatabase().ExecuteAsync("ACL", "SETUSER", "default", "resetpass", $">{New}");
        await WriteAsync(New);
        await done.CancelAsync();
        var written = await writing;

        // A busy machine may lose a connection for a moment. One that was ended for the new password would never be told to be back.
        await RedisProbe.UntilToldInTurnAsync(first, atLeast: 0);
        await RedisProbe.UntilToldInTurnAsync(second, atLeast: 0);
        for (var sequence = 1; sequence <= written; sequence++)
        {
            Assert.Equal(sequence, (await far.NextAsync()).GetProperty("sequence").GetInt64());
        }

        await far.ShouldBeSilentAsync();

        // Whoever has to log in again does so with the new one, which is the only one left.
        await administrator.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await Poll.UntilAsync(async () => (string?)await administrator.GetDatabase().ExecuteAsync("CLIENT", "LIST", "TYPE", "pubsub") is { } clients
            && clients.Split('\n').Count(client => client.Contains("familycart-api", StringComparison.Ordinal)) == 2);

        async Task<int> WriteItemsAsync()
        {
            var written = 0;
            for (; !done.IsCancellationRequested; written++)
            {
                await ann.AddItemAsync(listId);
                await Task.Delay(50, CancellationToken.None);
            }

            return written;
        }
    }

    private static int Count(ApiApplication api, int id) => api.Logs.Lines.Count(line => line.Id.Id == id);

    private Task WriteAsync(string text) => File.WriteAllTextAsync(Path.Combine(_folder, Name), text);

    private ApiApplication Start(RedisServer redis) => ApiApplication.Start(
        fixture.Database.ConnectionString,
        FormattableString.Invariant($"127.0.0.1:{redis.Port},password={{secret:{Name}}}"),
        new Dictionary<string, string?> { ["Secrets:Folder"] = _folder });
}
