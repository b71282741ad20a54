using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.Api.Tests.Infrastructure;
using Npgsql;

namespace FamilyCart.Api.Tests.Accounts;

/// <summary>The statements of the version before, which goes on running while a deployment replaces it, on the schema of this one.</summary>
[Collection(ApiCollection.Name)]
public sealed class VersionBeforeTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string Register = """
        insert into account (id, email, email_key, password_hash, nickname, first_name, last_name, is_verified, created_at)
        values ($1, $2, $2, $3, 'Old', null, null, true, now())
        on conflict (email_key) do nothing
        returning id, email, nickname, first_name, last_name, is_active, is_superuser, is_verified
        """;

    private const string SelectCredentials = "select id from account where email_key = $1 and is_active";

    private const string IssueToken = """
        with dead as (
            delete from access_token
            where account_id = $1 and (expires_at <= now() or last_used_at <= now() - interval '1 hour'))
        insert into access_token (token_hash, account_id, created_at, last_used_at, expires_at)
        values ($2, $1, now(), now(), now() + interval '30 days')
        """;

    private const string FindCaller = """
        select a.id, a.email, a.nickname, a.first_name, a.last_name, a.is_active, a.is_superuser, a.is_verified, t.last_used_at
        from access_token t
        join account a on a.id = t.account_id
        where t.token_hash = $1 and t.expires_at > now() and t.last_used_at > now() - interval '1 hour' and a.is_active
        """;

    private const string Revoke = "delete from access_token where token_hash = $1";

    private readonly NpgsqlDataSource _before = NpgsqlDataSource.Create(fixture.Database.ConnectionString);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _before.DisposeAsync();

    [Fact]
    public async Task Register_AtTheVersionBefore_CanLogInHere()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var hash = await fixture.Database.ReadAsync<string>("select password_hash from account where id = $1", ann.Id);
        var (id, email) = (Guid.NewGuid(), Person.NewEmail("Old"));
        Assert.Equal(id, await ReadAsync(Register, id, email, hash));
        Assert.Null(await ReadAsync(Register, Guid.NewGuid(), email, hash));
        Assert.Null(await ReadAsync(Register, Guid.NewGuid(), ann.Email, hash));

        using var old = await Person.LogInAsync(fixture.Blue, email);
        (await old.GetAsync("shopping-lists")).ShouldSucceed();
    }

    [Fact]
    public async Task LogIn_AtTheVersionBefore_FindsOnlyProvenAddresses()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email, "eves own password");
        using var bob = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Bob"));
        Assert.Equal(ann.Id, await ReadAsync(SelectCredentials, ann.Email));
        Assert.Null(await ReadAsync(SelectCredentials, bob.Email));
    }

    [Fact]
    public async Task Token_OfTheVersionBefore_OpensThisOneUntilItLogsOutThere()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var token = $"old-{Guid.NewGuid():N}";
        await ReadAsync(IssueToken, ann.Id, Hash(token));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
        Assert.Equal(ann.Id, await ReadAsync(FindCaller, Hash(ann.Token)));
        await ReadAsync(Revoke, Hash(token));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(token));
        (await ann.GetAsync("users/me")).ShouldSucceed();
    }

    [Fact]
    public async Task RefreshToken_AtTheVersionBefore_IsNoAccessToken()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var form = new FormUrlEncodedContent(
            [new("username", ann.Email), new("password", Person.Password), new("scope", "offline_access")]);
        var login = (await ann.SendAsync(HttpMethod.Post, "auth/jwt/login", form)).ShouldSucceed();
        Assert.Equal(ann.Id, await ReadAsync(FindCaller, Hash(login.GetProperty("access_token").GetString()!)));
        Assert.Null(await ReadAsync(FindCaller, Hash(login.GetProperty("refresh_token").GetString()!)));
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private async Task<object?> ReadAsync(string sql, params object[] parameters)
    {
        await using var command = _before.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.ExecuteScalarAsync();
    }

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var client = fixture.Blue.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.GetAsync("/api/v1/users/me");
        return response.StatusCode;
    }
}
