using System.Net;
using FamilyCart.Api.Accounts.Cleaning;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Accounts;

/// <summary>In a database of its own, where nobody else's rows become due.</summary>
[Collection(ApartCollection.Name)]
public sealed class CleaningTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string CountLeft = """
        select (select count(*) from access_token) + (select count(*) from refresh_token)
            + (select count(*) from account_token) + (select count(*) from address_counter)
        """;

    private ApiDatabase _database = null!;
    private ApiApplication _api = null!;

    public async Task InitializeAsync()
    {
        _database = await ApiDatabase.CreateAsync(fixture.Postgres, "cleaning");
        _api = ApiApplication.Start(_database.ConnectionString, fixture.Redis.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Clean_AccountNeverProvenForAWeek_IsGone()
    {
        using var ann = await Person.JoinAsync(_api, "Ann");
        using var eve = await Person.JoinUnprovenAsync(_api, Person.NewEmail("Eve"));
        (await ann.PatchAsync("users/me", new { email = Person.NewEmail("New"), current_password = Person.Password })).ShouldSucceed();
        _api.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        using var bob = await Person.JoinUnprovenAsync(_api, Person.NewEmail("Bob"));
        await CleanAsync();
        Assert.Equal(3, await CountAccountsAsync());

        _api.Time.Advance(TimeSpan.FromMinutes(2));
        await CleanAsync();
        Assert.Equal(2, await CountAccountsAsync());
        (await bob.GetAsync("users/me")).ShouldSucceed();
        using var again = await Person.LogInAsync(_api, ann.Email);
        Assert.Contains(_api.Logs.Lines, line => line.Id.Id == 4503);
    }

    [Fact]
    public async Task Clean_TokensAndCountsThatHaveEnded_AreGone()
    {
        using var ann = await Person.JoinAsync(_api, "Ann");
        using var anonymous = Person.Anonymous(_api);
        using var form = new FormUrlEncodedContent(
            [new("username", ann.Email), new("password", Person.Password), new("scope", "offline_access")]);
        (await anonymous.SendAsync(HttpMethod.Post, "auth/jwt/login", form)).ShouldSucceed();
        (await anonymous.LogInAsync(ann.Email, "wrong horse battery")).ShouldFail(HttpStatusCode.BadRequest);
        var before = await _database.ReadAsync<long>(CountLeft);
        await CleanAsync();
        Assert.Equal(before, await _database.ReadAsync<long>(CountLeft));

        _api.Time.Advance(TimeSpan.FromDays(30));
        await CleanAsync();
        Assert.Equal(0, await _database.ReadAsync<long>(CountLeft));
        using var again = await Person.LogInAsync(_api, ann.Email);
    }

    [Fact]
    public async Task Clean_MoreThanManyBatches_GoesOnUntilNothingIsLeft()
    {
        await _database.ExecuteAsync(
            """
            insert into failed_login (subject_hash, client_hash, count, ends_at)
            select sha256(n::text::bytea), sha256(''::bytea), 1, now() - interval '1 day' from generate_series(1, 12000) n
            """);
        await CleanAsync();
        Assert.Equal(0, await _database.ReadAsync<long>("select count(*) from failed_login"));
    }

    [Fact]
    public async Task Clean_AtBothInstancesAtOnce_DoesEachRowOnce()
    {
        await using var green = ApiApplication.Start(_database.ConnectionString, fixture.Redis.ConnectionString);
        for (var number = 0; number < 10; number++)
        {
            using var eve = await Person.JoinUnprovenAsync(_api, Person.NewEmail("Eve"));
        }

        _api.Time.Advance(TimeSpan.FromDays(8));
        green.Time.Advance(TimeSpan.FromDays(8));
        await Task.WhenAll(CleanAsync(), green.Services.GetRequiredService<AccountCleaner>().CleanAsync(CancellationToken.None));
        Assert.Equal(0, await CountAccountsAsync());
    }

    private Task CleanAsync() => _api.Services.GetRequiredService<AccountCleaner>().CleanAsync(CancellationToken.None);

    private Task<long> CountAccountsAsync() => _database.ReadAsync<long>("select count(*) from account");
}
