using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Accounts;

[Collection(ApiCollection.Name)]
public sealed class ProfileTests(ApiFixture fixture) : IDisposable
{
    private const string NewPassword = "another horse battery";

    private readonly Person _anonymous = Person.Anonymous(fixture.Blue);

    public void Dispose() => _anonymous.Dispose();

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task Update_SomeNames_LeavesTheOthers(string method)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        (await SendAsync(ann, method, new { first_name = "Anna", last_name = "Nová" })).ShouldSucceed();
        var account = (await SendAsync(ann, method, new { nickname = " Anička ", last_name = (string?)null })).ShouldSucceed();
        Assert.Equal("Anička", account.GetProperty("nickname").GetString());
        Assert.Equal("Anna", account.GetProperty("first_name").GetString());
        Assert.Null(account.GetProperty("last_name").GetString());
        Assert.Equal(account.GetRawText(), (await ann.GetAsync("users/me")).ShouldSucceed().GetRawText());
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email);
    }

    [Fact]
    public async Task Update_NotVerified_MayPatchButNotPut()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        (await ann.PatchAsync("users/me", new { nickname = "Annie" })).ShouldSucceed();
        (await ann.PutAsync("users/me", new { nickname = "Annie" })).ShouldFail(HttpStatusCode.Forbidden);
        (await _anonymous.PatchAsync("users/me", new { nickname = "Annie" })).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task Update_RightsInTheBody_AreIgnored(string method)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var before = (await ann.GetAsync("users/me")).ShouldSucceed();
        var id = Guid.NewGuid();
        var account = (await SendAsync(ann, method, new
        {
            id,
            is_superuser = true,
            is_verified = false,
            is_active = false,
            email_key = "root@example.org",
            pending_email_key = "root@example.org",
            password_hash = "none",
            created_at = "2020-01-01T00:00:00Z",
        })).ShouldSucceed();
        Assert.Equal(before.GetRawText(), account.GetRawText());
        (await ann.GetAsync("users")).ShouldFail(HttpStatusCode.Forbidden);
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email);
    }

    [Fact]
    public async Task Update_UnprovenAccountSaysItIsVerified_StaysUnproven()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        var account = (await ann.PatchAsync("users/me", new { is_verified = true, is_superuser = true })).ShouldSucceed();
        Assert.False(account.GetProperty("is_verified").GetBoolean());
        Assert.False(account.GetProperty("is_superuser").GetBoolean());
        (await ann.GetAsync("shopping-lists")).ShouldFail(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Update_Password_EndsEveryOtherLogIn()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var elsewhere = await Person.LogInAsync(fixture.Green, ann.Email);
        var listId = await ann.CreateListAsync();
        using var socket = await SocketClient.JoinAsync(fixture.Green, listId, elsewhere);

        (await ann.PatchAsync("users/me", new { password = NewPassword, current_password = Person.Password })).ShouldSucceed();

        await socket.UntilClosedAsync();
        (await elsewhere.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await ann.GetAsync("users/me")).ShouldSucceed();
        (await _anonymous.LogInAsync(ann.Email, Person.Password)).ShouldFail(HttpStatusCode.BadRequest);
        (await _anonymous.LogInAsync(ann.Email, NewPassword)).ShouldSucceed();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong horse battery")]
    public async Task Update_WithoutTheCurrentPassword_IsRefused(string? currentPassword)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        foreach (var body in new object[]
        {
            new { password = NewPassword, current_password = currentPassword },
            new { email = Person.NewEmail("New"), current_password = currentPassword },
        })
        {
            (await ann.PatchAsync("users/me", body)).ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD");
        }

        using var again = await Person.LogInAsync(fixture.Blue, ann.Email);
    }

    [Fact]
    public async Task Update_SameAddress_NeedsNoPassword()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        (await ann.PutAsync("users/me", new { email = ann.Email.ToUpperInvariant(), nickname = "Annie" })).ShouldSucceed();
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "verify", ann.Email));
    }

    [Theory]
    [InlineData("short", "The password is too short.")]
    [InlineData("QWERTY123456", "The password is one of the most common ones.")]
    [InlineData("FamilyCart", "The password is the address, the nickname or the name of this service.")]
    public async Task Update_PasswordAgainstTheRules_IsRefusedWithReason(string password, string reason)
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var answer = await ann.PatchAsync("users/me", new { password, current_password = Person.Password });
        answer.ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_INVALID_PASSWORD");
        Assert.Equal(reason, answer.Body.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Update_Email_ChangesOnlyWhenProven()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var email = Person.NewEmail("New");
        var account = await ChangeAsync(ann, email);
        Assert.Equal(ann.Email, account.ShouldSucceed().GetProperty("email").GetString());
        (await _anonymous.LogInAsync(email, Person.Password)).ShouldFail(HttpStatusCode.BadRequest);

        var proven = (await VerifyAsync(await Letters.TokenAsync(fixture.Blue, "verify", email))).ShouldSucceed();
        Assert.Equal(email, proven.GetProperty("email").GetString());
        Assert.Equal(ann.Id, proven.GetProperty("id").GetGuid());
        using var again = await Person.LogInAsync(fixture.Blue, email);
        (await _anonymous.LogInAsync(ann.Email, Person.Password)).ShouldFail(HttpStatusCode.BadRequest);
        (await again.GetAsync("shopping-lists")).ShouldSucceed();
        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);

        using var next = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email);
        (await VerifyAsync(await Letters.TokenAsync(fixture.Blue, "verify", ann.Email))).ShouldSucceed();
    }

    [Fact]
    public async Task Update_EmailOfSomebodyElse_AnswersAsIfItWereFree()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var taken = await ChangeAsync(ann, bob.Email);
        taken.ShouldSucceed();
        taken.ShouldBeLike(await ChangeAsync(ann, Person.NewEmail("Free")));
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "address_taken", bob.Email));
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "verify", bob.Email));
        (await _anonymous.PostAsync("auth/verify/request-verify-token", new { email = bob.Email })).ShouldSucceed(HttpStatusCode.Accepted);
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "verify", bob.Email));
    }

    [Fact]
    public async Task Update_EmailTwice_OnlyTheLastCanBeProven()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var first = Person.NewEmail("First");
        await ChangeAsync(ann, first);
        await ChangeAsync(ann, Person.NewEmail("Second"));
        (await VerifyAsync(await Letters.TokenAsync(fixture.Blue, "verify", first)))
            .ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");
    }

    [Fact]
    public async Task Update_EmailThatTwoWant_GoesToWhoProvesItFirst()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var email = Person.NewEmail("Both");
        await ChangeAsync(ann, email);
        var anns = await Letters.TokenAsync(fixture.Blue, "verify", email);
        await ChangeAsync(bob, email);
        var bobs = await Letters.TokenAsync(fixture.Blue, "verify", email);
        var answers = await Task.WhenAll(VerifyAsync(anns, Person.Password), VerifyAsync(bobs, Person.Password));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.BadRequest);
        Assert.Equal(1, await fixture.Database.ReadAsync<long>("select count(*) from account where email_key = $1", email));
    }

    [Fact]
    public async Task Update_EveryFieldFaulty_NamesThem()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var name = new string('n', 51);
        (await ann.PatchAsync("users/me", new { email = "nobody", password = "", nickname = " ", first_name = name, last_name = name }))
            .ShouldRefuse("email", "password", "nickname", "first_name", "last_name");
    }

    [Fact]
    public async Task Delete_Oneself_TakesOwnListsAndLeavesItemsInOthers()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinAsync(fixture.Blue, "Bob");
        var anns = await ann.CreateListAsync();
        await ann.AddItemAsync(anns);
        var bobs = await bob.CreateListAsync();
        await bob.ShareAsync(bobs, ann);
        await ann.ShareAsync(anns, bob);
        await bob.AddItemAsync(anns, "Tea");
        var milk = await ann.AddItemAsync(bobs);
        var bread = await bob.AddItemAsync(bobs, "Bread");
        (await ann.PutAsync($"items/{bread}", new { is_completed = true })).ShouldSucceed();
        var before = (await bob.GetAsync($"shopping-lists/{bobs}")).ShouldSucceed().GetProperty("sequence").GetInt64();

        (await ann.DeleteAsync("users/me")).ShouldSucceed(HttpStatusCode.NoContent);

        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await _anonymous.LogInAsync(ann.Email, Person.Password)).ShouldFail(HttpStatusCode.BadRequest);
        (await bob.GetAsync($"shopping-lists/{anns}")).ShouldFail(HttpStatusCode.NotFound);
        var list = (await bob.GetAsync($"shopping-lists/{bobs}")).ShouldSucceed();
        Assert.Equal([bread, milk], list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt32()).Order().Reverse());
        Assert.All(list.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.Equal(bob.Id, item.GetProperty("owner_id").GetGuid());
            Assert.Equal(bob.Id, item.GetProperty("last_modified_by_id").GetGuid());
        });
        Assert.Empty(list.GetProperty("members").EnumerateArray());
        Assert.Equal(before + 1, list.GetProperty("sequence").GetInt64());
        using var next = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email);
        (await VerifyAsync(await Letters.TokenAsync(fixture.Blue, "verify", ann.Email))).ShouldSucceed();
    }

    private static Task<Answer> SendAsync(Person person, string method, object body) =>
        method == "PUT" ? person.PutAsync("users/me", body) : person.PatchAsync("users/me", body);

    private static Task<Answer> ChangeAsync(Person person, string email) =>
        person.PatchAsync("users/me", new { email, current_password = Person.Password });

    private Task<Answer> VerifyAsync(string token, string? password = null) =>
        _anonymous.PostAsync("auth/verify/verify", new { token, password });
}
