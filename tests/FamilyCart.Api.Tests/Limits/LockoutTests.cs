using System.Net;
using FamilyCart.Api.Tests.Infrastructure;

namespace FamilyCart.Api.Tests.Limits;

[Collection(ApiCollection.Name)]
public sealed class LockoutTests(ApiFixture fixture)
{
    private const string Wrong = "wrong horse battery";

    [Fact]
    public async Task LogIn_TenWrongPasswordsAtBothInstances_LocksTheAddress()
    {
        using var locked = new CounterProbe(fixture.Green, "familycart.accounts.locked");
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        await FailAsync(fixture.Blue, ann.Email, 5);
        (await LogInAsync(fixture.Green, ann.Email)).ShouldSucceed();
        await FailAsync(fixture.Blue, ann.Email, 5);
        await FailAsync(fixture.Green, ann.Email.ToUpperInvariant(), 5);
        Assert.Equal(1, locked.Total);

        var answer = await LogInAsync(fixture.Blue, ann.Email);
        answer.ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        answer.ShouldBeLike(await LogInAsync(fixture.Blue, Person.NewEmail("nobody")));
        (await ann.GetAsync("users/me")).ShouldSucceed();
        Assert.Contains(fixture.Green.Logs.Lines, line => line.Id.Id == 4510);
        Assert.DoesNotContain(fixture.Green.Logs.Lines, line => line.Text.Contains(ann.Email, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task LogIn_LockedAddress_IsOpenAgainAfterAQuarterOfAnHour()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        await FailAsync(api, ann.Email, 9);
        api.Time.Advance(TimeSpan.FromMinutes(14));
        await FailAsync(api, ann.Email, 1);
        api.Time.Advance(TimeSpan.FromMinutes(14));
        (await LogInAsync(api, ann.Email)).ShouldFail(HttpStatusCode.BadRequest);
        api.Time.Advance(TimeSpan.FromMinutes(2));
        (await LogInAsync(api, ann.Email)).ShouldSucceed();
    }

    [Fact]
    public async Task LogIn_FailuresSpreadOverTime_LockNothing()
    {
        await using var api = Start();
        using var ann = await Person.JoinAsync(api, "Ann");
        await FailAsync(api, ann.Email, 9);
        api.Time.Advance(TimeSpan.FromMinutes(16));
        await FailAsync(api, ann.Email, 9);
        (await LogInAsync(api, ann.Email)).ShouldSucceed();
    }

    [Fact]
    public async Task LogIn_UnknownAddress_IsCountedAlike()
    {
        var nobody = Person.NewEmail("nobody");
        await FailAsync(fixture.Blue, nobody, 10);
        using var ann = await RegisterAsync(nobody);
        (await LogInAsync(fixture.Blue, nobody)).ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        Assert.Equal(0, await fixture.Database.ReadAsync<long>(
            "select count(*) from failed_login f where f::text like '%' || $1 || '%'", nobody));
    }

    [Fact]
    public async Task LogIn_ToOnesOwnUnprovenAccount_GivesNoMoreGuessesAtTheOwners()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email, "eves own password");
        await FailAsync(fixture.Blue, ann.Email, 9);
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email, "eves own password");
        await FailAsync(fixture.Blue, ann.Email, 1);
        (await LogInAsync(fixture.Blue, ann.Email)).ShouldFail(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task LogIn_ManyGuessesAtOnce_AreStoppedAtTheLimit()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        await Task.WhenAll(Enumerable.Range(0, 30).Select(number =>
            LogInAsync(number % 2 == 0 ? fixture.Blue : fixture.Green, ann.Email, Wrong)));
        (await LogInAsync(fixture.Green, ann.Email)).ShouldFail(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task LogIn_GuessesFromAnotherNetwork_LockNobodyElseOut()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        await FailAsync(fixture.Blue, ann.Email, 12, "203.0.113.7");
        (await LogInAsync(fixture.Blue, ann.Email, network: "203.0.113.7")).ShouldFail(HttpStatusCode.BadRequest);
        (await LogInAsync(fixture.Green, ann.Email, network: "203.0.113.8")).ShouldSucceed();
        (await LogInAsync(fixture.Blue, ann.Email, network: "203.0.113.7")).ShouldFail(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task LogIn_GuessesFromManyNetworks_LockAllButTheOwnersDevices()
    {
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Limits:FailedLoginsOfAll"] = "20" });
        using var ann = await Person.JoinAsync(api, "Ann");
        var nobody = Person.NewEmail("nobody");
        foreach (var email in new[] { ann.Email, nobody })
        {
            for (var network = 0; network < 20; network++)
            {
                await FailAsync(api, email, 1, $"203.0.113.{network}");
            }
        }

        var locked = await LogInAsync(api, ann.Email, network: "198.51.100.1");
        locked.ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        locked.ShouldBeLike(await LogInAsync(api, nobody, network: "198.51.100.1"));
        (await ann.LogInAsync(ann.Email, Person.Password, "198.51.100.1")).ShouldSucceed();
        (await LogInAsync(api, ann.Email)).ShouldSucceed();
        (await LogInAsync(api, ann.Email, network: "198.51.100.2")).ShouldFail(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task LogIn_TokenOfSomebodyElse_OpensNoLock()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var eve = await Person.JoinAsync(fixture.Blue, "Eve");
        using var squatter = await Person.JoinUnprovenAsync(fixture.Blue, ann.Email, "eves own password");
        await FailAsync(fixture.Blue, ann.Email, 10, "203.0.113.9");
        (await eve.LogInAsync(ann.Email, Person.Password, "203.0.113.9")).ShouldFail(HttpStatusCode.BadRequest);
        (await squatter.LogInAsync(ann.Email, Person.Password, "203.0.113.9")).ShouldFail(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task LogIn_TokenOfTheOwner_GivesNoMoreGuessesThanOthers()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        for (var time = 0; time < 10; time++)
        {
            (await ann.LogInAsync(ann.Email, Wrong)).ShouldFail(HttpStatusCode.BadRequest);
        }

        (await ann.LogInAsync(ann.Email, Person.Password)).ShouldFail(HttpStatusCode.BadRequest);
        (await LogInAsync(fixture.Blue, ann.Email)).ShouldSucceed();
    }

    [Fact]
    public async Task Profile_WrongCurrentPasswords_LockOnlyTheLogInTheyCameFrom()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        for (var time = 0; time < 10; time++)
        {
            (await ann.PatchAsync("users/me", new { password = "a new long password", current_password = Wrong }))
                .ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD");
        }

        (await ann.PatchAsync("users/me", new { password = "a new long password", current_password = Person.Password }))
            .ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD");
        using var again = await Person.LogInAsync(fixture.Blue, ann.Email);
        (await again.PatchAsync("users/me", new { password = "a new long password", current_password = Person.Password })).ShouldSucceed();
    }

    private ApiApplication Start() => ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);

    private async Task<Person> RegisterAsync(string email)
    {
        var anonymous = Person.Anonymous(fixture.Blue);
        (await anonymous.PostAsync("auth/register", new { email, password = Person.Password, nickname = "Ann" }))
            .ShouldSucceed(HttpStatusCode.Created);
        return anonymous;
    }

    private static async Task FailAsync(ApiApplication api, string email, int times, string? network = null)
    {
        for (var time = 0; time < times; time++)
        {
            (await LogInAsync(api, email, Wrong, network)).ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        }
    }

    private static async Task<Answer> LogInAsync(ApiApplication api, string email, string password = Person.Password, string? network = null)
    {
        using var anonymous = Person.Anonymous(api);
        return await anonymous.LogInAsync(email, password, network);
    }
}
