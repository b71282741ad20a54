using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Accounts;

[Collection(ApiCollection.Name)]
public sealed class RegistrationTests(ApiFixture fixture) : IDisposable
{
    private readonly Person _anonymous = Person.Anonymous(fixture.Blue);

    public void Dispose() => _anonymous.Dispose();

    [Fact]
    public async Task Register_AllFields_ReturnsTheAccount()
    {
        var email = Person.NewEmail("Eva");
        var account = (await _anonymous.PostAsync(
            "auth/register", new { email = $" {email} ", password = Person.Password, nickname = "Eva", first_name = "Eva", last_name = "Nová" }))
            .ShouldSucceed(HttpStatusCode.Created);
        Assert.Equal(email, account.GetProperty("email").GetString());
        Assert.Equal("Nová", account.GetProperty("last_name").GetString());
        Assert.True(account.GetProperty("is_active").GetBoolean());
        Assert.False(account.GetProperty("is_verified").GetBoolean());
        Assert.Equal(8, account.EnumerateObject().Count());
    }

    [Fact]
    public async Task Register_RightsInTheBody_AreNotGranted()
    {
        var id = Guid.NewGuid();
        var account = (await _anonymous.PostAsync("auth/register", new
        {
            id,
            email = Person.NewEmail("Mallory"),
            password = Person.Password,
            nickname = "Mallory",
            is_superuser = true,
            owner_id = id,
        })).ShouldSucceed(HttpStatusCode.Created);
        Assert.False(account.GetProperty("is_superuser").GetBoolean());
        Assert.NotEqual(id, account.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Register_AddressTakenInAnotherCase_AnswersAsIfItWereFree()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var taken = await RegisterAsync(ann.Email.ToUpperInvariant());
        var free = await RegisterAsync(Person.NewEmail("Free"));
        taken.ShouldBeLike(free);
        Assert.Equal(ann.Email.ToUpperInvariant(), taken.Body.GetProperty("email").GetString());
        Assert.NotEqual(ann.Id, taken.Body.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Register_AddressTaken_TellsOnlyItsOwnerByLetter()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email, "eves own password");
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "address_taken", ann.Email));
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "verify", ann.Email));
        Assert.Equal(0, await fixture.Database.ReadAsync<long>("select count(*) from account_token where account_id = $1", eve.Id));
    }

    [Fact]
    public async Task Register_AddressTaken_OpensOnlyTheNewAccount()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email, "eves own password");
        Assert.NotEqual(ann.Id, eve.Id);
        Assert.Equal(eve.Id, (await eve.GetAsync("users/me")).ShouldSucceed().GetProperty("id").GetGuid());
        (await eve.GetAsync("shopping-lists")).ShouldFail(HttpStatusCode.Forbidden);

        using var again = await Person.LogInAsync(fixture.Blue, ann.Email);
        Assert.Equal(ann.Id, (await again.GetAsync("users/me")).ShouldSucceed().GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Register_SameAddressManyTimesAtOnce_KeepsTheNewestFive()
    {
        var email = Person.NewEmail("Twin");
        using var oldest = await Person.JoinUnprovenAsync(fixture.Blue, email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RegisterAsync(email)));
        Assert.All(answers, answer => answer.ShouldSucceed(HttpStatusCode.Created));
        Assert.Equal(5, await fixture.Database.ReadAsync<long>("select count(*) from account where pending_email_key = $1", email));
        (await oldest.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(7, "The password is too short.")]
    [InlineData(129, "The password is too long.")]
    public async Task Register_PasswordOfWrongLength_IsRefusedWithReason(int length, string reason)
    {
        var answer = await _anonymous.PostAsync(
            "auth/register", new { email = Person.NewEmail("Eva"), password = new string('p', length), nickname = "Eva" });
        answer.ShouldFail(HttpStatusCode.BadRequest, "REGISTER_INVALID_PASSWORD");
        Assert.Equal(reason, answer.Body.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Register_NothingGiven_NamesEveryField() =>
        (await _anonymous.PostAsync("auth/register", new { })).ShouldRefuse("email", "password", "nickname");

    [Fact]
    public async Task Register_EveryFieldTooLong_NamesEveryField()
    {
        var name = new string('n', 51);
        var answer = await _anonymous.PostAsync("auth/register", new
        {
            email = $"{new string('e', 320)}@example.org",
            password = Person.Password,
            nickname = name,
            first_name = name,
            last_name = name,
        });
        answer.ShouldRefuse("email", "nickname", "first_name", "last_name");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a b@example.org")]
    [InlineData("Eva <eva@example.org>")]
    [InlineData("eva@")]
    [InlineData("eva\u0000@example.org")]
    public async Task Register_NoAddress_IsRefused(string email) =>
        (await _anonymous.PostAsync("auth/register", new { email, password = Person.Password, nickname = "Eva" })).ShouldRefuse("email");

    [Theory]
    [InlineData('\u061C')]
    [InlineData('\u200E')]
    [InlineData('\u200F')]
    [InlineData('\u202A')]
    [InlineData('\u202E')]
    [InlineData('\u2066')]
    [InlineData('\u2069')]
    public async Task Names_WithCharactersThatTurnTheDirection_AreRefused(char turn)
    {
        var name = $"evil{turn}gpj";
        (await _anonymous.PostAsync(
            "auth/register", new { email = Person.NewEmail("Eva"), password = Person.Password, nickname = name, first_name = name, last_name = name }))
            .ShouldRefuse("nickname", "first_name", "last_name");
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var listId = await ann.CreateListAsync("חלב ולחם");
        (await ann.PostAsync("shopping-lists", new { name, description = name })).ShouldRefuse("name", "description");
        (await ann.PutAsync($"shopping-lists/{listId}", new { name, description = name })).ShouldRefuse("name", "description");
        (await ann.PostAsync($"shopping-lists/{listId}/items", new { name, comment = name })).ShouldRefuse("name", "comment");
        var itemId = await ann.AddItemAsync(listId, "حليب");
        (await ann.PutAsync($"items/{itemId}", new { name, comment = name })).ShouldRefuse("name", "comment");
        (await ann.PatchAsync("users/me", new { nickname = name })).ShouldRefuse("nickname");
    }

    [Fact]
    public async Task Register_NicknameOfFiftyEmoji_IsAccepted()
    {
        var nickname = string.Concat(Enumerable.Repeat("🍎", 50));
        var answer = await _anonymous.PostAsync("auth/register", new { email = Person.NewEmail("emoji"), password = Person.Password, nickname });
        Assert.Equal(nickname, answer.ShouldSucceed(HttpStatusCode.Created).GetProperty("nickname").GetString());
    }

    private Task<Answer> RegisterAsync(string email) =>
        _anonymous.PostAsync("auth/register", new { email, password = Person.Password, nickname = "Somebody" });
}
