using System.Net;
using System.Net.WebSockets;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Accounts;

[Collection(ApiCollection.Name)]
public sealed class ResetTests(ApiFixture fixture) : IDisposable
{
    private const string NewPassword = "another horse battery";

    private readonly Person _anonymous = Person.Anonymous(fixture.Blue);

    public void Dispose() => _anonymous.Dispose();

    [Fact]
    public async Task Reset_TokenOfTheLetter_ChangesThePasswordAndEndsEveryLogIn()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var elsewhere = await Person.LogInAsync(fixture.Green, ann.Email);
        var listId = await ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(fixture.Green, listId, ann);

        (await ResetAsync(await ForgetAsync(ann.Email))).ShouldSucceed();

        await socket.UntilClosedAsync();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await elsewhere.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await _anonymous.LogInAsync(ann.Email, Person.Password)).ShouldFail(HttpStatusCode.BadRequest);
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email, NewPassword);
        (await again.GetAsync($"shopping-lists/{listId}")).ShouldSucceed();
    }

    [Fact]
    public async Task Reset_TwiceWithOneToken_IsRefused()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var token = await ForgetAsync(ann.Email);
        (await ResetAsync(token)).ShouldSucceed();
        (await ResetAsync(token)).ShouldFail(HttpStatusCode.BadRequest, "RESET_PASSWORD_BAD_TOKEN");
    }

    [Fact]
    public async Task Reset_ManyTimesAtOnce_WorksOnce()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var green = Person.Anonymous(fixture.Green);
        var token = await ForgetAsync(ann.Email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            (number % 2 == 0 ? _anonymous : green).PostAsync("auth/reset-password/reset-password", new { token, password = NewPassword })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(answer => answer.Status == HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Reset_NeverProvenAccount_ProvesItsAddress()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        (await ResetAsync(await ForgetAsync(ann.Email))).ShouldSucceed();
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email, NewPassword);
        (await again.GetAsync("shopping-lists")).ShouldSucceed();
    }

    [Fact]
    public async Task Reset_LockedAddress_OpensIt()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        for (var time = 0; time < 10; time++)
        {
            await _anonymous.LogInAsync(ann.Email, "wrong horse battery");
        }

        (await ResetAsync(await ForgetAsync(ann.Email))).ShouldSucceed();
        (await _anonymous.LogInAsync(ann.Email, NewPassword)).ShouldSucceed();
    }

    [Fact]
    public async Task Reset_WhileAChangeOfAddressWaits_ForgetsTheChange()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var thiefs = Person.NewEmail("Thief");
        (await ann.PatchAsync("users/me", new { email = thiefs, current_password = Person.Password })).ShouldSucceed();
        var verifyToken = await Letters.TokenAsync(fixture.Blue, "verify", thiefs);
        (await ResetAsync(await ForgetAsync(ann.Email))).ShouldSucceed();
        (await _anonymous.PostAsync("auth/verify/verify", new { token = verifyToken }))
            .ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");
    }

    [Fact]
    public async Task Reset_PasswordRefused_LeavesTheTokenUsable()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var token = await ForgetAsync(ann.Email);
        foreach (var (password, reason) in new[]
        {
            ("short", "The password is too short."),
            ("Password123", "The password is one of the most common ones."),
            (ann.Email, "The password is the address, the nickname or the name of this service."),
        })
        {
            var refused = await ResetAsync(token, password);
            refused.ShouldFail(HttpStatusCode.BadRequest, "RESET_PASSWORD_INVALID_PASSWORD");
            Assert.Equal(reason, refused.Body.GetProperty("reason").GetString());
        }

        (await ResetAsync(token)).ShouldSucceed();
    }

    [Fact]
    public async Task Reset_AfterAnHour_IsTooLate()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinAsync(api, "Ann");
        using var anonymous = Person.Anonymous(api);
        var token = await ForgetAsync(ann.Email);
        api.Time.Advance(TimeSpan.FromHours(1));
        (await anonymous.PostAsync("auth/reset-password/reset-password", new { token, password = NewPassword }))
            .ShouldFail(HttpStatusCode.BadRequest, "RESET_PASSWORD_BAD_TOKEN");
    }

    [Fact]
    public async Task Reset_TokenForAnotherPurpose_IsRefused()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        (await ResetAsync(await Letters.TokenAsync(fixture.Blue, "verify", ann.Email)))
            .ShouldFail(HttpStatusCode.BadRequest, "RESET_PASSWORD_BAD_TOKEN");
        (await _anonymous.PostAsync("auth/verify/verify", new { token = await ForgetAsync(ann.Email) }))
            .ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");
    }

    [Fact]
    public async Task Reset_AfterThePasswordWasChanged_IsRefused()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var token = await ForgetAsync(ann.Email);
        (await ann.PatchAsync("users/me", new { password = "third horse battery", current_password = Person.Password })).ShouldSucceed();
        (await ResetAsync(token)).ShouldFail(HttpStatusCode.BadRequest, "RESET_PASSWORD_BAD_TOKEN");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Reset_NoTokenOfOurs_IsRefused(string token) =>
        (await ResetAsync(token)).ShouldFail(HttpStatusCode.BadRequest, "RESET_PASSWORD_BAD_TOKEN");

    [Fact]
    public async Task Forgot_KnownUnknownUnprovenAndInactive_AnswerAlike()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var gone = await Person.JoinAsync(fixture.Blue, "Gone");
        await fixture.Database.ExecuteAsync("update account set is_active = false where id = $1", gone.Id);
        using var bob = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Bob"));
        var nobody = Person.NewEmail("nobody");
        List<Answer> answers = [];
        foreach (var email in new[] { ann.Email, bob.Email, gone.Email, nobody })
        {
            answers.Add(await _anonymous.PostAsync("auth/reset-password/forgot-password", new { email }));
        }

        Assert.All(answers, answer => answer.ShouldSucceed(HttpStatusCode.Accepted));
        Assert.All(answers, answer => answer.ShouldBeLike(answers[0]));
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "reset_password", ann.Email));
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "reset_password", bob.Email));
        Assert.Equal(0, await Letters.CountAsync(fixture.Blue, "reset_password", gone.Email));
        Assert.Equal(0, await Letters.CountAsync(fixture.Blue, "reset_password", nobody));
    }

    [Fact]
    public async Task Forgot_AddressAlsoRegisteredByAStranger_GoesToItsOwner()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email, "eves own password");
        (await ResetAsync(await ForgetAsync(ann.Email))).ShouldSucceed();
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email, NewPassword);
        Assert.Equal(ann.Id, (await again.GetAsync("users/me")).ShouldSucceed().GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Endpoints_NothingGiven_NameTheFields()
    {
        (await _anonymous.PostAsync("auth/reset-password/reset-password", new { })).ShouldRefuse("token", "password");
        (await _anonymous.PostAsync("auth/reset-password/forgot-password", new { email = "nobody" })).ShouldRefuse("email");
    }

    private Task<Answer> ResetAsync(string token, string password = NewPassword) =>
        _anonymous.PostAsync("auth/reset-password/reset-password", new { token, password });

    private async Task<string> ForgetAsync(string email)
    {
        (await _anonymous.PostAsync("auth/reset-password/forgot-password", new { email })).ShouldSucceed(HttpStatusCode.Accepted);
        return await Letters.TokenAsync(fixture.Blue, "reset_password", email);
    }
}
