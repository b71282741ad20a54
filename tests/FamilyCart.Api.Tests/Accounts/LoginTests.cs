using System.Net;
using System.Net.Http.Json;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Api.Tests.Accounts;

[Collection(ApiCollection.Name)]
public sealed class LoginTests(ApiFixture fixture) : IDisposable
{
    private readonly Person _anonymous = Person.Anonymous(fixture.Blue);

    public void Dispose() => _anonymous.Dispose();

    [Fact]
    public async Task LogIn_AddressInAnotherCase_ReturnsABearerToken()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        var login = (await _anonymous.LogInAsync($" {ann.Email.ToUpperInvariant()} ", Person.Password)).ShouldSucceed();
        Assert.Equal("bearer", login.GetProperty("token_type").GetString());
        Assert.Equal(43, login.GetProperty("access_token").GetString()!.Length);
    }

    [Fact]
    public async Task LogIn_WrongPasswordUnknownAddressOrInactiveAccount_AnswerAlike()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var gone = await Person.JoinAsync(fixture.Blue, "Gone");
        await fixture.Database.ExecuteAsync("update account set is_active = false where id = $1", gone.Id);
        Answer[] answers =
        [
            await _anonymous.LogInAsync(ann.Email, "wrong horse battery"),
            await _anonymous.LogInAsync(ann.Email, new string('p', 10_000)),
            await _anonymous.LogInAsync(Person.NewEmail("nobody"), Person.Password),
            await _anonymous.LogInAsync(gone.Email, Person.Password),
        ];
        Assert.All(answers, answer => answer.ShouldFail(HttpStatusCode.BadRequest, "LOGIN_BAD_CREDENTIALS"));
    }

    [Fact]
    public async Task LogIn_FieldsMissing_NamesThem()
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "password")]);
        (await _anonymous.SendAsync(HttpMethod.Post, "auth/jwt/login", form)).ShouldRefuse("username", "password");
    }

    [Fact]
    public async Task LogIn_NulInTheAddress_IsRefused() =>
        (await _anonymous.LogInAsync("ann\0@example.org", Person.Password)).ShouldFail(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task LogIn_JsonInsteadOfAForm_IsUnsupported()
    {
        using var json = JsonContent.Create(new { username = "ann@example.org", password = Person.Password });
        (await _anonymous.SendAsync(HttpMethod.Post, "auth/jwt/login", json)).ShouldFail(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task LogIn_HashOfWeakerSettings_IsReplaced()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        const string ReadHash = "select password_hash from account where id = $1";
        var before = await fixture.Database.ReadAsync<string>(ReadHash, ann.Id);
        await using var stronger = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            configure: services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 2000));

        using var again = await Person.LogInAsync(stronger, ann.Email);
        var after = await fixture.Database.ReadAsync<string>(ReadHash, ann.Id);
        Assert.NotEqual(before, after);

        using var third = await Person.LogInAsync(stronger, ann.Email);
        Assert.Equal(after, await fixture.Database.ReadAsync<string>(ReadHash, ann.Id));
    }

    [Fact]
    public async Task LogIn_MoreThanMayWait_AreTurnedAway()
    {
        using var ann = await Person.JoinAsync(fixture.Blue, "Ann");
        using var hasher = new BlockingHasher();
        await using var narrow = ApiApplication.Start(
            fixture.Database.ConnectionString,
            fixture.Redis.ConnectionString,
            new Dictionary<string, string?> { ["Passwords:Concurrency"] = "1", ["Passwords:QueueLimit"] = "0" },
            services => services.AddSingleton<IPasswordHasher<Api.Accounts.Account>>(hasher));
        using var atNarrow = Person.Anonymous(narrow);

        var first = atNarrow.LogInAsync(ann.Email, Person.Password);
        await hasher.Entered;
        var second = await atNarrow.LogInAsync(ann.Email, Person.Password);
        second.ShouldFail(HttpStatusCode.ServiceUnavailable, "Too many log-ins at once");
        Assert.NotNull(second.Response.Headers.RetryAfter);

        hasher.Release();
        (await first).ShouldSucceed();
    }

    private sealed class BlockingHasher : IPasswordHasher<Api.Accounts.Account>, IDisposable
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Entered => _entered.Task;

        public void Release() => _released.Set();

        public string HashPassword(Api.Accounts.Account user, string password) => password;

        public PasswordVerificationResult VerifyHashedPassword(Api.Accounts.Account user, string hashedPassword, string providedPassword)
        {
            _entered.TrySetResult();
            return _released.Wait(TimeSpan.FromSeconds(120)) ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
        }

        public void Dispose() => _released.Dispose();
    }
}
