using System.Collections.Concurrent;
using System.Net;
using Dapper;
using FamilyCart.Api.Accounts.Verification;
using FamilyCart.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.Api.Tests.Accounts;

[Collection(ApiCollection.Name)]
public sealed class AddressProvenTests(ApiFixture fixture)
{
    [Fact]
    public async Task Verify_EveryFollower_IsToldInTheSameTransaction()
    {
        var (first, second) = (new Follower(), new Follower());
        await using var api = Start(first, second);
        using var ann = await Person.JoinAsync(api, "Ann");
        Assert.Equal([(ann.Id, ann.Email, true)], first.Told);
        Assert.Equal(first.Told, second.Told);
    }

    [Fact]
    public async Task Verify_FollowerFails_ProvesNothing()
    {
        await using var api = Start(new FailingFollower());
        using var ann = await Person.JoinUnprovenAsync(api, Person.NewEmail("Ann"));
        var token = await Letters.TokenAsync(api, "verify", ann.Email);
        (await ann.PostAsync("auth/verify/verify", new { token })).ShouldFail(HttpStatusCode.InternalServerError);
        (await ann.GetAsync("shopping-lists")).ShouldFail(HttpStatusCode.Forbidden);

        using var elsewhere = Person.Anonymous(fixture.Blue);
        (await elsewhere.PostAsync("auth/verify/verify", new { token })).ShouldSucceed();
    }

    [Fact]
    public async Task Reset_OfAProvenAddress_TellsNobodyAgain()
    {
        var follower = new Follower();
        await using var api = Start(follower);
        using var ann = await Person.JoinAsync(api, "Ann");
        using var anonymous = Person.Anonymous(api);
        (await anonymous.PostAsync("auth/reset-password/forgot-password", new { email = ann.Email })).ShouldSucceed(HttpStatusCode.Accepted);
        var token = await Letters.TokenAsync(api, "reset_password", ann.Email);
        (await anonymous.PostAsync("auth/reset-password/reset-password", new { token, password = "another horse battery" })).ShouldSucceed();
        Assert.Single(follower.Told);
    }

    private ApiApplication Start(params IAddressProven[] followers) => ApiApplication.Start(
        fixture.Database.ConnectionString,
        fixture.Redis.ConnectionString,
        configure: services => Array.ForEach(followers, follower => services.AddSingleton(follower)));

    private sealed class Follower : IAddressProven
    {
        private readonly ConcurrentQueue<(Guid AccountId, string EmailKey, bool IsVerified)> _told = new();

        public IReadOnlyCollection<(Guid AccountId, string EmailKey, bool IsVerified)> Told => _told;

        public async Task OnProvenAsync(NpgsqlConnection connection, Guid accountId, string emailKey, CancellationToken cancellationToken) =>
            _told.Enqueue((accountId, emailKey, await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                "select is_verified from account where id = @accountId", new { accountId }, cancellationToken: cancellationToken))));
    }

    private sealed class FailingFollower : IAddressProven
    {
        public Task OnProvenAsync(NpgsqlConnection connection, Guid accountId, string emailKey, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Not today.");
    }
}
