using System.Net;
using System.Text.Json;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Invitations;

[Collection(ApiCollection.Name)]
public sealed class InvitationTests(ApiFixture fixture) : IAsyncLifetime
{
    private Person _ann = null!;
    private Person _bob = null!;
    private int _listId;

    public async Task InitializeAsync()
    {
        _ann = await Person.JoinAsync(fixture.Blue, "Ann");
        _bob = await Person.JoinAsync(fixture.Blue, "Bob");
        _listId = await _ann.CreateListAsync("Party");
    }

    public Task DisposeAsync()
    {
        _ann.Dispose();
        _bob.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Share_NobodyLooksForLetters_IsSentAtOnce()
    {
        await using var database = await ApiDatabase.CreateAsync(fixture.Postgres, $"s{Guid.NewGuid():N}");
        await using var api = ApiApplication.Start(
            database.ConnectionString, fixture.Redis.ConnectionString, new Dictionary<string, string?> { ["Mail:PollInterval"] = "00:01:00" });
        using var ann = await Person.JoinAsync(api, "Ann");
        var email = Person.NewEmail("Bob");
        (await ann.PostAsync($"shopping-lists/{await ann.CreateListAsync()}/share", new { email })).ShouldSucceed();
        await Poll.UntilAsync(() => database.ReadAsync<bool>("select exists (select from mail_message where recipient = $1 and state = 'sent')", email));
    }

    [Fact]
    public async Task Share_WhetherOrNotTheAddressIsRegistered_AnswersAlike()
    {
        var known = await _ann.PostAsync($"shopping-lists/{_listId}/share", new { email = _bob.Email });
        var unknown = await _ann.PostAsync($"shopping-lists/{_listId}/share", new { email = Person.NewEmail("nobody") });
        Assert.Equal(known.ShouldSucceed().GetRawText(), unknown.ShouldSucceed().GetRawText());
        Assert.Equal(known.Response.Headers.Select(header => header.Key), unknown.Response.Headers.Select(header => header.Key));
        (await _bob.GetAsync($"shopping-lists/{_listId}")).ShouldFail(HttpStatusCode.Forbidden);

        var waiting = (await _ann.GetAsync($"shopping-lists/{_listId}/invitations")).ShouldSucceed().EnumerateArray().ToList();
        Assert.Equal(2, waiting.Count);
        Assert.Equal(
            waiting[0].EnumerateObject().Select(field => field.Name), waiting[1].EnumerateObject().Select(field => field.Name));
        Assert.All(waiting, invitation => Assert.Equal("pending", invitation.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Accept_OwnInvitation_JoinsAndTellsTheMembersOnce()
    {
        using var socket = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);
        var id = await InviteAsync($" {_bob.Email.ToUpperInvariant()} ", "viewer");
        var mine = (await _bob.GetAsync("invitations")).ShouldSucceed()[0];
        Assert.Equal("Party", mine.GetProperty("list_name").GetString());
        Assert.Equal("Ann", mine.GetProperty("invited_by").GetString());

        var joined = (await _bob.PostAsync($"invitations/{id}/accept", null)).ShouldSucceed();
        Assert.Equal("viewer", joined.GetProperty("role").GetString());
        Assert.Equal(joined.GetRawText(), (await _bob.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetRawText());

        var shared = await socket.NextAsync();
        Assert.Equal("shared", shared.GetProperty("event_type").GetString());
        Assert.Equal(_bob.Email, shared.GetProperty("new_member_email").GetString());
        Assert.Equal(_bob.Email, shared.GetProperty("list").GetProperty("new_member_email").GetString());
        (await _bob.PostAsync($"invitations/{id}/accept", null)).ShouldFail(HttpStatusCode.NotFound, "Invitation not found");
        await socket.ShouldBeSilentAsync();
        (await _ann.PostAsync($"shopping-lists/{_listId}/invitations", new { email = _bob.Email })).ShouldFail(HttpStatusCode.Conflict);
        (await _ann.PostAsync($"shopping-lists/{_listId}/share", new { email = _bob.Email })).ShouldSucceed();
    }

    [Fact]
    public async Task Accept_OthersInvitation_IsUnknown()
    {
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        var id = await InviteAsync(_bob.Email);
        (await eve.PostAsync($"invitations/{id}/accept", null)).ShouldFail(HttpStatusCode.NotFound);
        (await eve.PostAsync($"invitations/{id}/decline", null)).ShouldFail(HttpStatusCode.NotFound);
        Assert.Empty((await eve.GetAsync("invitations")).ShouldSucceed().EnumerateArray());
        (await eve.GetAsync($"shopping-lists/{_listId}/invitations")).ShouldFail(HttpStatusCode.Forbidden);
        (await eve.DeleteAsync($"shopping-lists/{_listId}/invitations/{id}")).ShouldFail(HttpStatusCode.Forbidden);
        (await eve.PostAsync($"shopping-lists/{_listId}/invitations/{id}/resend", null)).ShouldFail(HttpStatusCode.Forbidden);
        Assert.Single((await _bob.GetAsync("invitations")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task Accept_ByTheLettersToken_NeedsNoLogIn()
    {
        await InviteAsync(_bob.Email);
        var token = await TokenOfAsync(_bob.Email);
        using var anonymous = Person.Anonymous(fixture.Green);
        var accepted = (await anonymous.PostAsync("invitations/accept", new { token })).ShouldSucceed();
        Assert.Equal("accepted", accepted.GetProperty("status").GetString());
        (await _bob.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed();
        (await anonymous.PostAsync("invitations/accept", new { token })).ShouldFail(HttpStatusCode.NotFound);
        (await anonymous.PostAsync("invitations/accept", new { token = "nonsense" })).ShouldFail(HttpStatusCode.NotFound);
        (await anonymous.PostAsync("invitations/accept", new { })).ShouldRefuse("token");
    }

    [Fact]
    public async Task Accept_ByTheTokenOfAnUnknownAddress_AsksToRegisterOrTakesTheCaller()
    {
        var email = Person.NewEmail("carl");
        await InviteAsync(email);
        var token = await TokenOfAsync(email);
        using var anonymous = Person.Anonymous(fixture.Blue);
        var asked = (await anonymous.PostAsync("invitations/accept", new { token })).ShouldSucceed();
        Assert.Equal("register", asked.GetProperty("status").GetString());

        (await _bob.PostAsync("invitations/accept", new { token })).ShouldSucceed();
        (await _bob.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed();
    }

    [Fact]
    public async Task SignUp_ByTheInvited_MakesThemAMemberOnceTheyProveTheirAddress()
    {
        var email = Person.NewEmail("carl");
        await InviteAsync(email, "viewer");
        using var socket = await SocketClient.JoinAsync(fixture.Green, _listId, _ann);
        using var carl = await Person.JoinAsync(fixture.Blue, "Carl", email);
        Assert.Equal("viewer", (await carl.GetAsync($"shopping-lists/{_listId}")).ShouldSucceed().GetProperty("role").GetString());
        Assert.Equal(email, (await socket.NextAsync()).GetProperty("new_member_email").GetString());
        Assert.Empty((await carl.GetAsync("invitations")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task SignUp_InvitedAddress_NeedsThePasswordOfWhoRegisteredIt()
    {
        var email = Person.NewEmail("carl");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, email, "eves own password");
        await InviteAsync(email);
        var token = await Letters.TokenAsync(fixture.Blue, "verify", email);
        using var carl = Person.Anonymous(fixture.Green);
        (await carl.PostAsync("auth/verify/verify", new { token })).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_PASSWORD_REQUIRED");
        (await carl.PostAsync("auth/verify/verify", new { token, password = Person.Password }))
            .ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_PASSWORD");
        Assert.Equal(1, await fixture.Database.ReadAsync<long>("select count(*) from list_member where list_id = $1", _listId));

        await fixture.Database.ExecuteAsync("update invitation set expires_at = now() - interval '1 day' where email_key = $1", email);
        (await carl.PostAsync("auth/verify/verify", new { token })).ShouldSucceed();
        Assert.Equal(1, await fixture.Database.ReadAsync<long>("select count(*) from list_member where list_id = $1", _listId));
    }

    [Fact]
    public async Task Decline_ThenInviteAgain_IsANewInvitation()
    {
        var first = await InviteAsync(_bob.Email);
        (await _bob.PostAsync($"invitations/{first}/decline", null)).ShouldSucceed(HttpStatusCode.NoContent);
        Assert.Empty((await _bob.GetAsync("invitations")).ShouldSucceed().EnumerateArray());
        Assert.NotEqual(first, await InviteAsync(_bob.Email));
    }

    [Fact]
    public async Task Cancel_BeforeItIsAccepted_MakesTheTokenWorthless()
    {
        var id = await InviteAsync(_bob.Email);
        var token = await TokenOfAsync(_bob.Email);
        Assert.Equal(
            "cancelled",
            (await _ann.DeleteAsync($"shopping-lists/{_listId}/invitations/{id}")).ShouldSucceed().GetProperty("status").GetString());
        (await _bob.PostAsync("invitations/accept", new { token })).ShouldFail(HttpStatusCode.NotFound);
        (await _ann.DeleteAsync($"shopping-lists/{_listId}/invitations/{id}")).ShouldFail(HttpStatusCode.Conflict);
        (await _ann.PostAsync($"shopping-lists/{_listId}/invitations/{id}/resend", null)).ShouldFail(HttpStatusCode.Conflict);
        (await _ann.DeleteAsync($"shopping-lists/{_listId}/invitations/9999999999")).ShouldFail(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Expired_AfterSevenDays_UntilItIsSentAgain()
    {
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["AccessTokens:IdleTimeout"] = "20.00:00:00" });
        using var ann = await Person.JoinAsync(api, "Ann");
        var listId = await ann.CreateListAsync();
        using var bob = _bob.At(api);
        var id = (await ann.PostAsync($"shopping-lists/{listId}/invitations", new { email = _bob.Email })).ShouldSucceed().GetProperty("id").GetInt64();
        var old = await TokenOfAsync(_bob.Email);

        api.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Equal(
            "expired", (await ann.GetAsync($"shopping-lists/{listId}/invitations")).ShouldSucceed()[0].GetProperty("status").GetString());
        using var anonymous = Person.Anonymous(api);
        (await anonymous.PostAsync("invitations/accept", new { token = old })).ShouldFail(HttpStatusCode.NotFound);

        (await ann.PostAsync($"shopping-lists/{listId}/invitations/{id}/resend", null)).ShouldSucceed();
        var renewed = await TokenOfAsync(_bob.Email);
        Assert.NotEqual(old, renewed);
        (await anonymous.PostAsync("invitations/accept", new { token = old })).ShouldFail(HttpStatusCode.NotFound);
        Assert.Equal("accepted", (await anonymous.PostAsync("invitations/accept", new { token = renewed })).ShouldSucceed().GetProperty("status").GetString());
    }

    [Fact]
    public async Task Invite_TwiceAtOnce_SendsOneLetter()
    {
        await InviteAsync(_bob.Email);
        await InviteAsync(_bob.Email);
        Assert.Equal(1, await fixture.Database.ReadAsync<long>("select count(*) from mail_message where template = 'invitation' and recipient = $1", _bob.Email));
    }

    [Fact]
    public async Task Invite_MoreThanMayWait_IsRefused()
    {
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString, fixture.Redis.ConnectionString, new Dictionary<string, string?> { ["Invitations:PendingLimit"] = "2" });
        using var ann = _ann.At(api);
        for (var count = 0; count < 2; count++)
        {
            (await ann.PostAsync($"shopping-lists/{_listId}/share", new { email = Person.NewEmail("guest") })).ShouldSucceed();
        }

        (await ann.PostAsync($"shopping-lists/{_listId}/share", new { email = Person.NewEmail("guest") })).ShouldFail(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Invite_BadFields_NamesThemAll()
    {
        (await _ann.PostAsync($"shopping-lists/{_listId}/invitations", new { email = "nobody", role = "owner" })).ShouldRefuse("email", "role");
        (await _ann.PostAsync($"shopping-lists/{_listId}/share", new { })).ShouldRefuse("email");
        (await _ann.PostAsync("shopping-lists/2147483647/share", new { email = _ann.Email })).ShouldFail(HttpStatusCode.NotFound);
    }

    private async Task<long> InviteAsync(string email, string role = "editor") =>
        (await _ann.PostAsync($"shopping-lists/{_listId}/invitations", new { email, role })).ShouldSucceed().GetProperty("id").GetInt64();

    private async Task<string> TokenOfAsync(string email)
    {
        var model = await fixture.Database.ReadAsync<string>(
            "select model::text from mail_message where template = 'invitation' and lower(recipient) = $1 order by id desc limit 1", email.ToLowerInvariant());
        return JsonDocument.Parse(model).RootElement.GetProperty("Token").GetString()!;
    }
}
