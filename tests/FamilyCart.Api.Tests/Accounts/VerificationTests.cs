using System.Net;
using FamilyCart.Api.Tests.Infrastructure;
using Npgsql;

namespace FamilyCart.Api.Tests.Accounts;

[Collection(ApiCollection.Name)]
public sealed class VerificationTests(ApiFixture fixture) : IDisposable
{
    private readonly Person _anonymous = Person.Anonymous(fixture.Blue);

    public void Dispose() => _anonymous.Dispose();

    [Fact]
    public async Task Verify_TokenOfTheLetter_OpensTheLists()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        (await ann.GetAsync("shopping-lists")).ShouldFail(HttpStatusCode.Forbidden);
        var account = (await VerifyAsync(await TokenAsync(ann.Email))).ShouldSucceed();
        Assert.Equal(ann.Id, account.GetProperty("id").GetGuid());
        Assert.True(account.GetProperty("is_verified").GetBoolean());
        Assert.False(account.GetProperty("is_superuser").GetBoolean());
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email);
        (await again.GetAsync("shopping-lists")).ShouldSucceed();
    }

    [Fact]
    public async Task Verify_LogInsFromBefore_HaveEnded()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        using var elsewhere = await Person.LogInAsync(fixture.Green, ann.Email);
        (await VerifyAsync(await TokenAsync(ann.Email))).ShouldSucceed();
        (await ann.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await elsewhere.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Verify_StrangersLetter_NeedsTheStrangersPassword()
    {
        var email = Person.NewEmail("Twin");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, email, "eves own password");
        var evesToken = await TokenAsync(email);
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, email);
        var annsToken = await TokenAsync(email);
        (await VerifyAsync(evesToken)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_PASSWORD_REQUIRED");
        (await VerifyAsync(evesToken, Person.Password)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_PASSWORD");
        (await VerifyAsync(annsToken)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_PASSWORD_REQUIRED");
        Assert.Equal(ann.Id, (await VerifyAsync(annsToken, Person.Password)).ShouldSucceed().GetProperty("id").GetGuid());
        (await VerifyAsync(evesToken, "eves own password")).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");
    }

    [Fact]
    public async Task Verify_OthersTookTheirAccountsAway_StillNeedsThePassword()
    {
        var email = Person.NewEmail("Twin");
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, email);
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, email, "eves own password");
        var evesToken = await TokenAsync(email);
        (await ann.DeleteAsync("users/me")).ShouldSucceed(HttpStatusCode.NoContent);
        (await VerifyAsync(evesToken)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_PASSWORD_REQUIRED");
    }

    [Fact]
    public async Task Verify_AddressOfASuperuser_NeedsThePassword()
    {
        var email = Person.NewEmail("Root");
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Accounts:Superusers"] = email });
        using var eve = await Person.JoinUnprovenAsync(api, email, "eves own password");
        using var anonymous = Person.Anonymous(api);
        var token = await TokenAsync(email);
        (await anonymous.PostAsync("auth/verify/verify", new { token })).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_PASSWORD_REQUIRED");
        (await anonymous.PostAsync("auth/verify/verify", new { token, password = Person.Password }))
            .ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_PASSWORD");
        (await anonymous.PostAsync("auth/verify/verify", new { token, password = "eves own password" })).ShouldSucceed();
        await fixture.Database.ExecuteAsync("update account set is_superuser = false where id = $1", eve.Id);
    }

    [Fact]
    public async Task Verify_WrongPasswords_AreLimited()
    {
        var email = Person.NewEmail("Twin");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, email, "eves own password");
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, email);
        var token = await TokenAsync(email);
        for (var time = 0; time < 10; time++)
        {
            (await VerifyAsync(token, "wrong horse battery")).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_PASSWORD");
        }

        (await VerifyAsync(token, Person.Password)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_PASSWORD");
    }

    [Fact]
    public async Task Verify_TwiceWithOneToken_SaysThatItIsDone()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        var token = await TokenAsync(ann.Email);
        (await VerifyAsync(token)).ShouldSucceed();
        (await VerifyAsync(token)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_ALREADY_VERIFIED");
    }

    [Fact]
    public async Task Verify_ManyTimesAtOnceAtBothInstances_ProvesOnce()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        using var green = Person.Anonymous(fixture.Green);
        var token = await TokenAsync(ann.Email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            (number % 2 == 0 ? _anonymous : green).PostAsync("auth/verify/verify", new { token })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.BadRequest && answer.Detail == "VERIFY_USER_ALREADY_VERIFIED"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("two words")]
    public async Task Verify_NoTokenOfOurs_IsRefused(string token) =>
        (await VerifyAsync(token)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");

    [Fact]
    public async Task Verify_NothingGiven_NamesTheField()
    {
        (await _anonymous.PostAsync("auth/verify/verify", new { })).ShouldRefuse("token");
        (await _anonymous.PostAsync("auth/verify/request-verify-token", new { })).ShouldRefuse("email");
    }

    [Fact]
    public async Task Verify_AfterTwoDays_IsTooLate()
    {
        await using var api = ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);
        using var ann = await Person.JoinUnprovenAsync(api, Person.NewEmail("Ann"));
        using var anonymous = Person.Anonymous(api);
        var token = await TokenAsync(ann.Email);
        api.Time.Advance(TimeSpan.FromHours(48));
        (await anonymous.PostAsync("auth/verify/verify", new { token })).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");
    }

    [Fact]
    public async Task Verify_OneOfSeveralAccounts_RemovesTheOthers()
    {
        var email = Person.NewEmail("Twin");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, email, "eves own password");
        using var eveAgain = await Person.LogInAsync(fixture.Green, email, "eves own password");
        var evesToken = await TokenAsync(email);
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, email);

        (await VerifyAsync(await TokenAsync(email), Person.Password)).ShouldSucceed();

        (await eve.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await eveAgain.GetAsync("users/me")).ShouldFail(HttpStatusCode.Unauthorized);
        (await VerifyAsync(evesToken)).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");
        (await _anonymous.LogInAsync(email, "eves own password")).ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        using var again = await Person.LogInAsync(fixture.Blue, email);
        Assert.Equal(ann.Id, (await again.GetAsync("users/me")).ShouldSucceed().GetProperty("id").GetGuid());
        Assert.Equal(1, await fixture.Database.ReadAsync<long>("select count(*) from account where lower(email) = $1", email));
    }

    [Fact]
    public async Task Verify_AddressThatTheVersionBeforeGaveAway_IsRefused()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        await fixture.Database.ExecuteAsync(
            """
            insert into account (id, email, email_key, password_hash, nickname, is_verified, created_at)
            values (gen_random_uuid(), $1, $1, 'none', 'Old', true, now())
            """,
            ann.Email);
        (await VerifyAsync(await TokenAsync(ann.Email))).ShouldFail(HttpStatusCode.BadRequest, "VERIFY_USER_BAD_TOKEN");
    }

    [Fact]
    public async Task RequestVerifyToken_KnownUnknownAndProvenAddress_AnswerAlike()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Bob"));
        var nobody = Person.NewEmail("nobody");
        Answer[] answers = [await RequestAsync(bob.Email), await RequestAsync(ann.Email), await RequestAsync(nobody)];
        Assert.All(answers, answer => answer.ShouldSucceed(HttpStatusCode.Accepted));
        Assert.All(answers, answer => answer.ShouldBeLike(answers[0]));
        Assert.Equal(2, await Letters.CountAsync(fixture.Blue, "verify", bob.Email));
        Assert.Equal(1, await Letters.CountAsync(fixture.Blue, "verify", ann.Email));
        Assert.Equal(0, await Letters.CountAsync(fixture.Blue, "verify", nobody));
        (await VerifyAsync(await TokenAsync(bob.Email))).ShouldSucceed();
    }

    [Fact]
    public async Task Verify_ProofWithdrawnByASuperuser_CanBeGivenAgain()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        await fixture.Database.ExecuteAsync("update account set is_verified = false where id = $1", ann.Id);
        (await RequestAsync(ann.Email)).ShouldSucceed(HttpStatusCode.Accepted);
        (await VerifyAsync(await TokenAsync(ann.Email))).ShouldSucceed();
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email);
        (await again.GetAsync("shopping-lists")).ShouldSucceed();
    }

    [Fact]
    public async Task Token_InTheDatabase_IsOnlyItsHash()
    {
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Ann"));
        var token = await TokenAsync(ann.Email);
        Assert.Equal(43, token.Length);
        Assert.Equal(0, await fixture.Database.ReadAsync<long>(
            "select count(*) from account_token t where t::text like '%' || $1 || '%'", token));
    }

    private Task<Answer> VerifyAsync(string token, string? password = null) =>
        _anonymous.PostAsync("auth/verify/verify", new { token, password });

    private Task<Answer> RequestAsync(string email) => _anonymous.PostAsync("auth/verify/request-verify-token", new { email });

    private Task<string> TokenAsync(string email) => Letters.TokenAsync(fixture.Blue, "verify", email);

    [Fact]
    public async Task Letter_AskedForDuringARegistration_WaitsBeforeItCounts()
    {
        var email = Person.NewEmail("ann");
        using var ann = await Person.JoinUnprovenAsync(fixture.Blue, email);
        await using var source = NpgsqlDataSource.Create(fixture.Database.OwnerConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var registration = await connection.BeginTransactionAsync();
        await using var takeAddress = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))", connection, registration);
        takeAddress.Parameters.Add(new NpgsqlParameter { Value = email });
        await takeAddress.ExecuteNonQueryAsync();
        var asking = _anonymous.PostAsync("auth/verify/request-verify-token", new { email });
        await Poll.UntilAsync(() => fixture.Database.ReadAsync<bool>(
            "select exists (select from pg_locks where locktype = 'advisory' and not granted)"));

        await using var count = new NpgsqlCommand(
            "update address_counter set count = count where address_hash = sha256(convert_to($1, 'UTF8'))", connection, registration);
        count.Parameters.Add(new NpgsqlParameter { Value = email });
        Assert.NotEqual(0, await count.ExecuteNonQueryAsync());
        await registration.CommitAsync();
        (await asking).ShouldSucceed(HttpStatusCode.Accepted);
    }
}
