using System.Net;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Accounts;

/// <summary>What the work of an answer tells: every log-in that does not succeed at once takes two hashes.</summary>
[Collection(ApiCollection.Name)]
public sealed class LoginSecrecyTests(ApiFixture fixture)
{
    private const string EvesPassword = "eves own password";

    [Fact]
    public async Task LogIn_EachKindOfAddress_TakesTheSameWork()
    {
        var hasher = new CountingHasher();
        await using var api = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            configure: services => services.AddSingleton<IPasswordHasher<Api.Accounts.Account>>(hasher));
        using var anonymous = Person.Anonymous(api);
        using var ann = await Person.JoinAsync(api, "Ann");
        using var eve = await Person.JoinUnprovenAsync(api, ann.Email, EvesPassword);
        using var bob = await Person.JoinUnprovenAsync(api, Person.NewEmail("Bob"));
        using var gone = await Person.JoinAsync(api, "Gone");
        using var locked = await Person.JoinAsync(api, "Locked");
        await fixture.Database.ExecuteAsync("update account set is_active = false where id = $1", gone.Id);
        for (var time = 0; time < 10; time++)
        {
            await anonymous.LogInAsync(locked.Email, "wrong horse battery");
        }

        foreach (var (email, password, succeeds, hashes) in new[]
        {
            (ann.Email, Person.Password, true, 1),
            (ann.Email, EvesPassword, true, 2),
            (ann.Email, "wrong horse battery", false, 2),
            (bob.Email, Person.Password, true, 2),
            (bob.Email, "wrong horse battery", false, 2),
            (gone.Email, Person.Password, false, 2),
            (locked.Email, Person.Password, false, 2),
            (Person.NewEmail("nobody"), Person.Password, false, 2),
        })
        {
            hasher.Reset();
            var answer = await anonymous.LogInAsync(email, password);
            Assert.Equal(succeeds ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal(hashes, hasher.Count);
        }
    }

    [Fact]
    public async Task LogIn_EachWayToFail_AnswersAlike()
    {
        using var anonymous = Person.Anonymous(fixture.Blue);
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var bob = await Person.JoinUnprovenAsync(fixture.Blue, Person.NewEmail("Bob"));
        var unknown = await anonymous.LogInAsync(Person.NewEmail("nobody"), Person.Password);
        unknown.ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS");
        (await anonymous.LogInAsync(ann.Email, "wrong horse battery")).ShouldBeLike(unknown);
        (await anonymous.LogInAsync(bob.Email, "wrong horse battery")).ShouldBeLike(unknown);
    }

    private sealed class CountingHasher : IPasswordHasher<Api.Accounts.Account>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Reset() => Volatile.Write(ref _count, 0);

        public string HashPassword(Api.Accounts.Account user, string password) => password;

        public PasswordVerificationResult VerifyHashedPassword(Api.Accounts.Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _count);
            return hashedPassword == providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
        }
    }
}
