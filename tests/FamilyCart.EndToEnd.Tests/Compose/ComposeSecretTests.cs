using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FamilyCart.EndToEnd.Tests.Images;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>Secrets of a published project that runs are replaced as docs/secrets.md says, while people use it.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class ComposeSecretTests(ImageEngine engine, ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 12000;
    private const string Database = "uat-db";
    private const string EndSessions = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'familycart'";

    [ImageFact]
    public async Task Rotate_EverySecretThatTheProjectKeeps_LosesNoRequest()
    {
        var project = await topology.UpAsync(Offset, []);
        using var user = await RegisteredAsync(project);
        var secrets = await RotatableAsync(project);
        Assert.Contains("familycart-password", secrets);
        Assert.Contains("backup-password", secrets);
        Assert.Contains("uat-redis-password", secrets);
        Assert.Contains("slot-token", secrets);
        var before = secrets.ToDictionary(name => name, name => Read(project, name));

        IReadOnlyList<string> lost;
        await using (var requests = new SteadyRequests(user, "/api/v1/users/me"))
        {
            foreach (var name in secrets)
            {
                var rotated = await OpsAsync(project, ["rotate", name, "--grace", "1", .. await PlacesAsync(project)]);
                Assert.True(rotated.ExitCode == 0, $"{name}: {rotated.Output}{rotated.Errors}");
            }

            lost = await requests.StopAsync();
            Assert.True(requests.Answers > 0, "nobody had asked");
        }

        Assert.Empty(lost);
        Assert.All(secrets, name => Assert.DoesNotContain(before[name], Read(project, name), StringComparison.Ordinal));

        // Only who logs in anew needs the new one; the old one is nobody's any more.
        var ended = await SqlAsync(project, Read(project, "uat-db-password"), EndSessions);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        using var answer = await AnswerAsync(user);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        var refused = await SqlAsync(project, before["uat-db-password"], "select 1");
        Assert.Contains("password authentication failed", refused.Errors, StringComparison.Ordinal);

        // And what reads its file when it starts finds what the others know.
        var anew = await project.ComposeAsync("up", "--detach", "--wait", "--wait-timeout", "180", "--force-recreate");
        Assert.True(anew.ExitCode == 0, anew.Errors);
        await Patience.UntilAsync(async () => (await user.GetAsync("/api/v1/users/me")).IsSuccessStatusCode);
        var audit = await OpsAsync(project, ["audit"]);
        Assert.True(audit.ExitCode == 0, audit.Output);
    }

    // A session that was ended is noticed by whoever uses it next, once for each that the pool keeps.
    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient user)
    {
        await Patience.UntilAsync(async () => (await user.GetAsync("/api/v1/users/me")).IsSuccessStatusCode);
        return await user.GetAsync("/api/v1/users/me");
    }

    private static async Task<HttpClient> RegisteredAsync(ComposeProject project)
    {
        var user = project.Client(project.Address);
        var (email, password) = ($"{Guid.NewGuid():N}@example.com", "correct horse battery");
        using var registered = await user.PostAsJsonAsync("/api/v1/auth/register", new { email, password, nickname = "Rotating" });
        Assert.True(registered.IsSuccessStatusCode, $"{registered.StatusCode}");
        using var form = new FormUrlEncodedContent([new("username", email), new("password", password)]);
        using var login = await user.PostAsync("/api/v1/auth/jwt/login", form);
        Assert.True(login.IsSuccessStatusCode, $"{login.StatusCode}");
        user.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return user;
    }

    private static async Task<IReadOnlyList<string>> RotatableAsync(ComposeProject project)
    {
        using var index = await IndexAsync(project);
        return
        [
            .. index.RootElement.GetProperty("secrets").EnumerateArray()
                .Where(secret => secret.TryGetProperty("use", out _) && File.Exists(project.File("secrets", secret.GetProperty("name").GetString()!)))
                .Where(secret => secret.GetProperty("readers").GetArrayLength() > 0)
                .Select(secret => secret.GetProperty("name").GetString()!),
        ];
    }

    /// <summary>Where this machine finds what the project's networks know by name.</summary>
    private static async Task<IReadOnlyList<string>> PlacesAsync(ComposeProject project)
    {
        using var index = await IndexAsync(project);
        var addresses = index.RootElement.GetProperty("servers").EnumerateObject().Select(server => server.Value.GetString()!)
            .Concat(index.RootElement.GetProperty("secrets").EnumerateArray().SelectMany(secret => secret.GetProperty("readers").EnumerateArray())
                .Where(reader => reader.TryGetProperty("metrics", out _)).Select(reader => reader.GetProperty("metrics").GetString()!))
            .Distinct(StringComparer.Ordinal);
        var running = await project.RunningAsync();
        List<string> places = [];
        foreach (var address in addresses.Select(address => address.Split(':')))
        {
            if (running.Contains(address[0]))
            {
                var networks = await project.InspectAsync(address[0], "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}");
                places.AddRange(["--at", $"{address[0]}={networks.Split(' ')[0]}:{address[1]}"]);
            }
            else
            {
                places.AddRange(["--without", address[0]]);
            }
        }

        return places;
    }

    private static async Task<JsonDocument> IndexAsync(ComposeProject project) => JsonDocument.Parse(await File.ReadAllTextAsync(project.File("secrets-index.json")));

    private static string Read(ComposeProject project, string name) => File.ReadAllText(project.File("secrets", name)).Trim();

    private static Task<CommandResult> OpsAsync(ComposeProject project, IEnumerable<string> arguments) => RunningCommand.RunAsync(
        ["dotnet", Repository.File("FamilyCart.Ops/bin/Debug/net10.0/FamilyCart.Ops.dll"), "secrets", .. arguments, "--directory", project.Folder], limit: Patience.Limit * 2);

    private async Task<CommandResult> SqlAsync(ComposeProject project, string password, string statement)
    {
        var (code, output, errors) = await engine.DockerAsync(
            "exec", "--env", $"PGPASSWORD={password}", project.Container(Database), "psql", "--host", "127.0.0.1", "--username", "postgres", "--command", statement);
        return new CommandResult(code, output, errors);
    }
}
