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
            "select count(*) from address_counter c where c::text like '%' || $1 || '%'", nobody));
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
    public async Task Profile_WrongCurrentPasswords_CountAsFailedLogIns()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        for (var time = 0; time < 10; time++)
        {
            (await ann.PatchAsync("users/me", new { password = "a new long password", current_password = Wrong }))
                .ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD");
        }

        (await ann.PatchAsync("users/me", new { password = "a new long password", current_password = Person.Password }))
            .ShouldFail(HttpStatusCode.BadRequest, "UPDATE_USER_BAD_CURRENT_PASSWORD");
        (await LogInAsync(fixture.Blue, ann.Email)).ShouldFail(HttpStatusCode.BadRequest);
    }

    private ApiApplication Start() => ApiApplication.Start(fixture.Database.ConnectionString, fixture.Redis.ConnectionString);

    private async Task<Person> RegisterAsync(string email)
    {
        var anonymous = Person.Anonymous(fixture.Blue);
        (await anonymous.PostAsync("auth/register", new { email, password = Person.Password, nickname = "Ann" }))
            .ShouldSucceed(HttpStatusCode.Created);
        return anonymous;
    }

    private static async Task FailAsync(ApiApplication api, string email, int times)
    {
        for (var time = 0; time < times; time++)
        {
            (await LogInAsync(api, email, Wrong)).ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        }
    }

    private static async Task<Answer> LogInAsync(ApiApplication api, string email, string password = Person.Password)
    {
        using var anonymous = Person.Anonymous(api);
        return await anonymous.LogInAsync(email, password);
    }
}
