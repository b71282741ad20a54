using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Accounts;

/// <summary>An account from an import that was never verified, but has lists; anybody can register its address.</summary>
[Collection(ApiCollection.Name)]
public sealed class ImportedClaimTests(ApiFixture fixture) : IAsyncLifetime
{
    private const string EvesPassword = "eves own password";

    private Person _ann = null!;
    private Person _anonymous = null!;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _anonymous = Person.Anonymous(fixture.Blue);
        await _ann.CreateListAsync();
        await fixture.Database.ExecuteAsync(
            "update account set pending_email_key = email_key, email_key = null, is_verified = false where id = $1", _ann.Id);
    }

    public Task DisposeAsync()
    {
        _ann.Dispose();
        _anonymous.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Register_TheAddressManyTimes_LeavesTheOwnerOfListsTheirLogIn()
    {
        await RegisterAsync(6);
        using var again = await Person.LogInAsync(fixture.Blue, _ann.Email);
        Assert.Equal(_ann.Id, (await again.GetAsync("users/me")).ShouldSucceed().GetProperty("id").GetGuid());
        Assert.Equal(6, await fixture.Database.ReadAsync<long>("select count(*) from account where pending_email_key = $1", _ann.Email));
    }

    [Fact]
    public async Task RequestVerifyToken_OthersRegisteredTheAddress_IsAboutTheOwnerOfLists()
    {
        await RegisterAsync(1);
        (await _anonymous.PostAsync("auth/verify/request-verify-token", new { email = _ann.Email })).ShouldSucceed(HttpStatusCode.Accepted);
        var token = await Letters.TokenAsync(fixture.Blue, "verify", _ann.Email);
        var account = (await _anonymous.PostAsync("auth/verify/verify", new { token, password = Person.Password })).ShouldSucceed();
        Assert.Equal(_ann.Id, account.GetProperty("id").GetGuid());
        (await _anonymous.LogInAsync(_ann.Email, EvesPassword)).ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
    }

    [Fact]
    public async Task ForgotPassword_OthersRegisteredTheAddress_IsAboutTheOwnerOfLists()
    {
        await RegisterAsync(1);
        (await _anonymous.PostAsync("auth/reset-password/forgot-password", new { email = _ann.Email })).ShouldSucceed(HttpStatusCode.Accepted);
        var token = await Letters.TokenAsync(fixture.Blue, "reset_password", _ann.Email);
        (await _anonymous.PostAsync("auth/reset-password/reset-password", new { token, password = "another horse battery" })).ShouldSucceed();
        using var again = await Person.LogInAsync(fixture.Blue, _ann.Email, "another horse battery");
        Assert.Equal(_ann.Id, (await again.GetAsync("users/me")).ShouldSucceed().GetProperty("id").GetGuid());
        Assert.Single((await again.GetAsync("shopping-lists")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task Verify_AnotherAccountOfTheAddress_LeavesTheOwnerOfListsAWayIn()
    {
        await RegisterAsync(1);
        var token = await Letters.TokenAsync(fixture.Blue, "verify", _ann.Email);
        var proven = (await _anonymous.PostAsync("auth/verify/verify", new { token, password = EvesPassword })).ShouldSucceed();
        Assert.NotEqual(_ann.Id, proven.GetProperty("id").GetGuid());
        using var again = await Person.LogInAsync(fixture.Blue, _ann.Email);
        Assert.Equal(_ann.Id, (await again.GetAsync("users/me")).ShouldSucceed().GetProperty("id").GetGuid());
    }

    private async Task RegisterAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            (await _anonymous.PostAsync("auth/register", new { email = _ann.Email, password = EvesPassword, nickname = "Eve" }))
                .ShouldSucceed(HttpStatusCode.Created);
        }
    }
}
