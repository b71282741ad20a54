using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Compatibility;

/// <summary>Lists, items and members of the version before, which goes on running while a deployment replaces it.</summary>
[Collection(ApiCollection.Name)]
public sealed class VersionBeforeListsTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;
    private Person _bob = null!;
    private VersionBefore _before = null!;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _bob = await Person.JoinAsync(fixture.Blue, "Bob");
        _before = new VersionBefore(fixture.Database.ConnectionString, _ann);
    }

    public async Task DisposeAsync()
    {
        await _before.DisposeAsync();
        _ann.Dispose();
        _bob.Dispose();
    }

    [Fact]
    public async Task VersionBefore_ItsWholeDay_IsSeenHere()
    {
        var listId = await _before.CreateListAsync("Old list");
        Assert.Equal(1, await _before.AddMemberAsync(listId, _bob.Email));
        Assert.Null(await _before.AddMemberAsync(listId, _bob.Email));
        var tea = await _before.AddItemAsync(listId, "Tea");
        var milk = await _before.AddItemAsync(listId, "Milk");
        Assert.True(await _before.RenameItemAsync(tea, "Green tea"));
        Assert.True(await _before.DeleteItemAsync(milk));
        Assert.False(await _before.DeleteItemAsync(milk));

        var (sequence, items) = await _before.ReadListAsync(listId);
        Assert.Equal(5, sequence);
        Assert.Equal(["Green tea"], items);
        Assert.Contains(listId, await _before.ReadListsAsync());
        Assert.Equal(5, await _before.EnterAsync(listId));
        Assert.True(await _before.MayStayAsync(listId));

        var list = (await _bob.GetAsync($"shopping-lists/{listId}")).ShouldSucceed();
        Assert.Equal(5, list.GetProperty("sequence").GetInt64());
        var item = Assert.Single((await _bob.GetAsync($"shopping-lists/{listId}/items")).ShouldSucceed().EnumerateArray());
        Assert.Equal("Green tea", item.GetProperty("name").GetString());
        Assert.Equal(2, item.GetProperty("version").GetInt64());
        (await _bob.PutAsync($"items/{tea}", new { comment = "Fair" })).ShouldSucceed();
    }

    [Fact]
    public async Task Item_ChangedByTheVersionBefore_IsNotOverwrittenHere()
    {
        var listId = await _ann.CreateListAsync();
        var itemId = await _ann.AddItemAsync(listId);
        var tag = (await _ann.GetAsync($"items/{itemId}")).Response.Headers.ETag!.ToString();
        Assert.True(await _before.RenameItemAsync(itemId, "Oat milk"));
        (await _ann.SendAsync(HttpMethod.Put, $"items/{itemId}", new { name = "Soy milk" }, ("If-Match", tag)))
            .ShouldFail(HttpStatusCode.PreconditionFailed);
        Assert.Equal(["Oat milk"], (await _before.ReadListAsync(listId)).Items);
    }

    [Fact]
    public async Task List_WithAllThatIsNew_IsReadAndChangedByTheVersionBefore()
    {
        var listId = await _ann.CreateListAsync();
        var itemId = (await _ann.PostAsync($"shopping-lists/{listId}/items", new { name = "Milk", category_name = "Dairy", quantity_value = 2 }))
            .ShouldSucceed().GetProperty("id").GetInt32();
        await _ann.ShareAsync(listId, _bob, "viewer");
        (await _ann.PostAsync($"items/{itemId}/move", new { before_id = (int?)null })).ShouldSucceed();
        Assert.True(await _before.RenameItemAsync(itemId, "Oat milk"));
        Assert.Equal(["Oat milk"], (await _before.ReadListAsync(listId)).Items);

        // Deleted here, it is out of reach there.
        await _before.DeleteItemAsync(itemId);
        (await _ann.DeleteAsync($"shopping-lists/{listId}")).ShouldSucceed(HttpStatusCode.NoContent);
        Assert.Null((await _before.ReadListAsync(listId)).Sequence);
        Assert.DoesNotContain(listId, await _before.ReadListsAsync());
        Assert.Null(await _before.EnterAsync(listId));
        Assert.False(await _before.MayStayAsync(listId));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _before.AddItemAsync(listId, "Late"));
    }

    [Fact]
    public async Task Socket_BothVersionsChangeTheList_LearnsOfEveryNumber()
    {
        const int Rounds = 20;
        var listId = await _ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(fixture.Blue, listId, _ann);
        using var atGreen = _ann.At(fixture.Green);
        var before = Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var itemId = await _before.AddItemAsync(listId, $"Old {round}");
                Assert.True(await _before.RenameItemAsync(itemId, $"Older {round}"));
                Assert.True(round % 2 == 0 || await _before.DeleteItemAsync(itemId));
            }
        });
        for (var round = 0; round < Rounds; round++)
        {
            var itemId = await atGreen.AddItemAsync(listId, $"New {round}");
            (await _ann.PutAsync($"items/{itemId}", new { name = $"Newer {round}" })).ShouldSucceed();
        }

        await before;
        const int Changes = Rounds + Rounds + (Rounds / 2) + Rounds + Rounds;
        Assert.Equal(Changes, (await _before.ReadListAsync(listId)).Sequence);
        var (known, changes) = (0L, 0);
        while (known < Changes)
        {
            var message = await socket.NextAsync();
            var sequence = message.GetProperty("sequence").GetInt64();
            if (message.GetProperty("type").GetString() == "resync")
            {
                Assert.True(sequence > known);
            }
            else
            {
                Assert.Equal(known + 1, sequence);
                changes++;
            }

            known = sequence;
        }

        Assert.Equal(Rounds * 2, changes);
    }
}
