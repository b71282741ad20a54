using System.Collections.Concurrent;
using System.Net;
using FamilyCart.Api.Tests.Infrastructure;
using FamilyCart.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Cells = System.Collections.Concurrent.ConcurrentDictionary<(string Row, FamilyCart.Api.Tests.Authorization.Visitor Visitor), string>;

namespace FamilyCart.Api.Tests.Authorization;

/// <summary>Every endpoint, as everybody.</summary>
[Collection(ApartCollection.Name)]
public sealed class AuthorizationTests(ApiFixture fixture) : IAsyncLifetime
{
    private static readonly string[] _ofOperators = ["/metrics", "/alive", "/health"];

    private static readonly Dictionary<string, string?> _settings = new()
    {
        ["Operators:ann:Token"] = Stage.OperatorToken,
        ["Operators:ann:Role"] = "viewer",
        ["Mail:LinkBase"] = "https://cart.example.org",
    };

    private ApiDatabase _database = null!;
    private ApiApplication _api = null!;
    private string _passwordHash = null!;

    public async Task InitializeAsync()
    {
        _database = await ApiDatabase.CreateAsync(fixture.Postgres, "matrix");
        _api = ApiApplication.Start(_database.ConnectionString, fixture.Redis.ConnectionString, _settings);
        using var ann = await Person.JoinAsync(_api, "Ann");
        _passwordHash = await _database.ReadAsync<string>("select password_hash from account where id = $1", ann.Id);
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Matrix_EveryEndpoint_IsInItOnce()
    {
        var mapped = _api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["WS"])
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}"))
            .Where(name => !_ofOperators.Contains(name.Split(' ')[1]));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), Matrix.Rows.Select(row => row.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Endpoint_EachVisitor_GetsTheirDueAndNoMore()
    {
        var (got, _, faults) = await MeasureAsync(Enum.GetValues<Visitor>());
        var wrong = Matrix.Rows.Where(row => row.Due != Line(row)).Select(row => $"{row.Name}: {row.Due} was expected, {Line(row)} came");
        Assert.True(faults.IsEmpty && !wrong.Any(), string.Join('\n', wrong.Concat(faults)));

        var file = Path.Combine(RepositoryRoot(), "docs", "authorization.md");
        var measured = MatrixDocument.Write(Matrix.Rows, got);
        if (Environment.GetEnvironmentVariable(MatrixDocument.RefreshVariable) == "1")
        {
            await File.WriteAllTextAsync(file, measured);
        }

        Assert.True(
            File.Exists(file) && await File.ReadAllTextAsync(file) == measured,
            $"docs/authorization.md is stale. Refresh it: {MatrixDocument.RefreshVariable}=1 dotnet test tests/FamilyCart.Api.Tests --filter FullyQualifiedName~Authorization");

        string Line(MatrixRow row) => string.Join(' ', Enum.GetValues<Visitor>().Select(visitor => got[(row.Name, visitor)]));
    }

    [Fact]
    public async Task Letter_OfAnInvitation_OpensTheListToWhoeverBringsIt()
    {
        var stage = await Stage.SetAsync(_database, _passwordHash);
        using var anonymous = Person.Anonymous(_api);
        (await anonymous.PostAsync("invitations/accept", new { token = stage.InvitationToken })).ShouldSucceed();
        Assert.True(await _database.ReadAsync<bool>(
            "select exists (select from list_member where list_id = $1 and account_id = $2)", stage.ListId, stage.IdOf(Visitor.Invited)));
    }

    [Fact]
    public async Task Endpoint_RedisIsAway_AnswersAsBefore()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var api = ApiApplication.Start(_database.ConnectionString, redis.ConnectionString, _settings);
        await redis.StopAsync();
        Visitor[] visitors = [Visitor.Owner, Visitor.Stranger];
        var (due, toldBefore, _) = await MeasureAsync(visitors);
        var (got, told, faults) = await MeasureAsync(visitors, api);
        var wrong =
            from cell in due.Keys
            where due[cell] != got[cell] || toldBefore[cell] != told[cell]
            select $"{cell.Row} as {cell.Visitor}: {due[cell]} {Beside(toldBefore[cell], told[cell])} was expected, {got[cell]} {Beside(told[cell], toldBefore[cell])} came";
        Assert.True(faults.IsEmpty && !wrong.Any(), string.Join('\n', wrong.Concat(faults)));

        static string Beside(string text, string other) => string.Join(' ', text.Split('\n').Except(other.Split('\n')));
    }

    [Fact]
    public async Task Stranger_AsksForItemsOfOthers_LearnsOnlyThatTheyMayNot()
    {
        using var ann = await Person.JoinAsync(_api, "Ann");
        using var eve = await Person.JoinAsync(_api, "Eve");
        var list = await ann.CreateListAsync("Secret");
        var item = await ann.AddItemAsync(list, "Present");
        (await eve.GetAsync($"shopping-lists/{list}")).ShouldFail(HttpStatusCode.Forbidden, "Not authorized to access this list");
        (await eve.PutAsync($"items/{item}", new { name = "Mine" })).ShouldFail(HttpStatusCode.Forbidden, "Not authorized to access this item");
        Assert.Empty((await eve.GetAsync("shopping-lists/")).ShouldSucceed().EnumerateArray());
    }

    [Fact]
    public async Task Member_SharesOn_IsToldThatOnlyTheOwnerMay()
    {
        using var ann = await Person.JoinAsync(_api, "Ann");
        using var bob = await Person.JoinAsync(_api, "Bob");
        var list = await ann.CreateListAsync();
        await ann.ShareAsync(list, bob);
        (await bob.PostAsync($"shopping-lists/{list}/share", new { email = bob.Email }))
            .ShouldFail(HttpStatusCode.Forbidden, "Only owner can share the list");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FamilyCart.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        }

        return folder.FullName;
    }

    private async Task<(Cells Got, Cells Told, ConcurrentBag<string> Faults)> MeasureAsync(Visitor[] visitors, ApiApplication? api = null)
    {
        using var measurement = new Measurement(api ?? _api, _database, _passwordHash);
        var (got, told) = (new Cells(), new Cells());
        var faults = new ConcurrentBag<string>();
        var cells = Matrix.Rows.SelectMany(row => visitors.Select(visitor => (Row: row, Visitor: visitor)));
        await Parallel.ForEachAsync(cells, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (cell, _) =>
        {
            var (answer, text, fault) = await measurement.AskAsync(cell.Row, cell.Visitor);
            got[(cell.Row.Name, cell.Visitor)] = answer;
            told[(cell.Row.Name, cell.Visitor)] = text;
            if (fault is not null)
            {
                faults.Add(fault);
            }
        });
        return (got, told, faults);
    }
}
