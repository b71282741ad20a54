using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Accounts;

/// <summary>Superusers, in a database of their own: who is the last one depends on all accounts.</summary>
[Collection(ApartCollection.Name)]
public sealed class AdministrationTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string RootEmail = "root@example.org";

    private ApiDatabase _database = null!;
    private ApiApplication _api = null!;
    private Person _root = null!;
    private Person _ann = null!;

    public async Task InitializeAsync()
    {
        _database = await ApiDatabase.CreateAsync(fixture.Postgres, "administration");
        _api = ApiApplication.Start(
            _database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Accounts:Superusers"] = $"{RootEmail}, second@example.org" });
        _root = await JoinAsync(RootEmail);
        _ann = await Person.JoinAsync(_api, "Ann");
    }

    public async Task DisposeAsync()
    {
        _root.Dispose();
        _ann.Dispose();
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Superuser_IsWhoProvedAConfiguredAddress()
    {
        Assert.True((await _root.GetAsync("users/me")).ShouldSucceed().GetProperty("is_superuser").GetBoolean());
        Assert.False((await _ann.GetAsync("users/me")).ShouldSucceed().GetProperty("is_superuser").GetBoolean());

        using var claimant = await Person.JoinUnprovenAsync(_api, "second@example.org");
        (await claimant.GetAsync("users")).ShouldFail(HttpStatusCode.Forbidden);
        Assert.Contains(_api.Logs.Lines, line => line.Id.Id == 4501);
    }

    [Fact]
    public async Task Users_AskedByAnybodyElse_AreForbidden()
    {
        using var anonymous = Person.Anonymous(_api);
        foreach (var (person, status) in new[] { (anonymous, HttpStatusCode.Unauthorized), (_ann, HttpStatusCode.Forbidden) })
        {
            (await person.GetAsync("users")).ShouldFail(status);
            (await person.GetAsync($"users/{_ann.Id}")).ShouldFail(status);
            (await person.PatchAsync($"users/{_ann.Id}", new { is_superuser = true })).ShouldFail(status);
            (await person.DeleteAsync($"users/{_root.Id}")).ShouldFail(status);
        }

        await _database.ExecuteAsync("update account set is_verified = false where id = $1", _root.Id);
        (await _root.GetAsync("users")).ShouldFail(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Users_PageByPage_AreAllThere()
    {
        using var bob = await Person.JoinAsync(_api, "Bob");
        List<Guid> seen = [];
        var path = "users?limit=2";
        while (true)
        {
            var page = (await _root.GetAsync(path)).ShouldSucceed();
            seen.AddRange(page.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetGuid()));
            if (page.GetProperty("next_cursor").GetString() is not { } cursor)
            {
                break;
            }

            path = $"users?limit=2&cursor={cursor}";
        }

        Assert.Equal(new[] { _root.Id, _ann.Id, bob.Id }.Order(), seen.Order());
        (await _root.GetAsync("users?limit=0")).ShouldRefuse("limit");
        (await _root.GetAsync("users?limit=101")).ShouldRefuse("limit");
        (await _root.GetAsync("users?cursor=nonsense")).ShouldFail(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(3, (await _root.GetAsync("users/")).ShouldSucceed().GetProperty("users").GetArrayLength());
    }

    [Fact]
    public async Task User_Unknown_IsNotFound()
    {
        var path = $"users/{Guid.NewGuid()}";
        (await _root.GetAsync(path)).ShouldFail(HttpStatusCode.NotFound, "User not found");
        (await _root.PatchAsync(path, new { is_active = false })).ShouldFail(HttpStatusCode.NotFound, "User not found");
        (await _root.DeleteAsync(path)).ShouldFail(HttpStatusCode.NotFound, "User not found");
    }

    [Fact]
    public async Task User_Deactivated_IsLoggedOutEverywhere()
    {
        var listId = await _ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(_api, listId, _ann);
        var account = (await _root.PatchAsync($"users/{_ann.Id}", new { is_active = false, nickname = "Gone" })).ShouldSucceed();
        Assert.False(account.GetProperty("is_active").GetBoolean());
        await socket.UntilClosedAsync();
        (await _ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);

        (await _root.PatchAsync($"users/{_ann.Id}", new { is_active = true })).ShouldSucceed();
        (await _ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        using var again = await Person.LogInAsync(_api, _ann.Email);
        Assert.Equal("Gone", (await again.GetAsync("users/me")).ShouldSucceed().GetProperty("nickname").GetString());
    }

    [Fact]
    public async Task User_Unverified_KeepsTheAddress()
    {
        (await _root.PatchAsync($"users/{_ann.Id}", new { is_verified = false })).ShouldSucceed();
        (await _ann.GetAsync("shopping-lists")).ShouldFail(HttpStatusCode.Forbidden);
        using var eve = await Person.JoinUnprovenAsync(_api, _ann.Email, "eves own password");
        Assert.Equal(1, await Letters.CountAsync(_api, "address_taken", _ann.Email));
        (await _root.PatchAsync($"users/{eve.Id}", new { is_verified = true }))
            .ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_EMAIL_ALREADY_EXISTS");
        (await _root.PatchAsync($"users/{_ann.Id}", new { is_verified = true })).ShouldSucceed();
        using var again = await Person.LogInAsync(_api, _ann.Email);
        (await again.GetAsync("shopping-lists")).ShouldSucceed();
        (await eve.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task User_VerifiedByASuperuser_ClaimsTheAddress()
    {
        using var bob = await Person.JoinUnprovenAsync(_api, Person.NewEmail("Bob"));
        (await _root.PatchAsync($"users/{bob.Id}", new { is_verified = true })).ShouldSucceed();
        using var again = await Person.LogInAsync(_api, bob.Email);
        (await again.GetAsync("shopping-lists")).ShouldSucceed();
        Assert.Equal(1, await _database.ReadAsync<long>("select count(*) from account where email_key = $1", bob.Email));
    }

    [Fact]
    public async Task User_FieldsThatAreNotTheirs_AreIgnored()
    {
        var account = (await _root.PatchAsync($"users/{_ann.Id}", new { email = RootEmail, password = "another horse battery", first_name = "Anna" }))
            .ShouldSucceed();
        Assert.Equal(_ann.Email, account.GetProperty("email").GetString());
        Assert.Equal("Anna", account.GetProperty("first_name").GetString());
        using var again = await Person.LogInAsync(_api, _ann.Email);
        (await _root.PatchAsync($"users/{_ann.Id}", new { nickname = "", first_name = new string('n', 51) })).ShouldRefuse("nickname", "first_name");
    }

    [Fact]
    public async Task Superuser_TheLastOne_CannotGo()
    {
        const string Refusal = "The last superuser must stay";
        (await _root.DeleteAsync("users/me")).ShouldFail(HttpStatusCode.Conflict, Refusal);
        (await _root.DeleteAsync($"users/{_root.Id}")).ShouldFail(HttpStatusCode.Conflict, Refusal);
        (await _root.PatchAsync($"users/{_root.Id}", new { is_superuser = false })).ShouldFail(HttpStatusCode.Conflict, Refusal);
        (await _root.PatchAsync($"users/{_root.Id}", new { is_active = false })).ShouldFail(HttpStatusCode.Conflict, Refusal);

        (await _root.PatchAsync($"users/{_ann.Id}", new { is_superuser = true })).ShouldSucceed();
        var both = await Task.WhenAll(_root.DeleteAsync("users/me"), _ann.DeleteAsync("users/me"));
        Assert.Single(both, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.Single(both, answer => answer.Status == HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task User_Changed_IsWrittenDownByIds()
    {
        using var updated = new CounterProbe(_api, "familycart.accounts.administered", "action", "update");
        using var removed = new CounterProbe(_api, "familycart.accounts.administered", "action", "remove");
        (await _root.PatchAsync($"users/{_ann.Id}", new { is_superuser = true, nickname = "Secret" })).ShouldSucceed();
        (await _root.DeleteAsync($"users/{_ann.Id}")).ShouldSucceed(HttpStatusCode.NoContent);
        (await _root.DeleteAsync($"users/{_ann.Id}")).ShouldFail(HttpStatusCode.NotFound);
        Assert.Equal((1, 1), (updated.Total, removed.Total));
        var asked = _api.Logs.Lines.Where(line => line.Id.Id == 4505).Select(line => line.Text).ToList();
        Assert.Equal(3, asked.Count);
        Assert.All(asked, text => Assert.Contains($"{_root.Id}", text, StringComparison.Ordinal));
        Assert.All(asked, text => Assert.Contains($"{_ann.Id}", text, StringComparison.Ordinal));
        Assert.Contains("nickname, is_superuser True", asked[0], StringComparison.Ordinal);
        Assert.Contains(_api.Logs.Lines, line => line.Id.Id == 4506 && line.Text.Contains("AccountUnknown", StringComparison.Ordinal));
        Assert.DoesNotContain(_api.Logs.Lines, line => line.Text.Contains("Secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task User_Deleted_IsGone()
    {
        (await _root.DeleteAsync($"users/{_ann.Id}")).ShouldSucceed(HttpStatusCode.NoContent);
        (await _ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await _root.GetAsync($"users/{_ann.Id}")).ShouldFail(HttpStatusCode.NotFound);
    }

    private async Task<Person> JoinAsync(string email)
    {
        using var unproven = await Person.JoinUnprovenAsync(_api, email);
        var token = await Letters.TokenAsync(_api, "verify", email);
        (await unproven.PostAsync("auth/verify/verify", new { token, password = Person.Password })).ShouldSucceed();
        return await Person.LogInAsync(_api, email, unproven.Id);
    }
}
