using System.Diagnostics;
using System.Text.RegularExpressions;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Gates;

/// <summary>Runs the steps of the workflow in docs/gates.md as GitHub's runner does, against a manager.</summary>
public sealed partial class DocumentTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("workflow-").FullName;
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private PostgresDatabase? _database;
    private RunningManager? _manager;

    private RunningManager Manager => _manager!;

    public async Task InitializeAsync()
    {
        _database = await Database.MigratedAsync(postgres, $"runners_{Guid.NewGuid():N}");
        _manager = await RunningManager.StartAsync(
            _database,
            [
                .. Workflow.Settings, "--Host:Name=here", "--Gates:production:RequiredSecrets=DEPLOY_KEY", "--Gates:production:RequiredPermissions=deployments: write",
                "--Pools:prod:Scope=family/cart", "--Pools:prod:Labels=prod", "--Pools:prod:Environment=production", "--Pools:prod:AuthorizedForProd=true", "--Pools:prod:Hosts=one", "--Pools:prod:MinimumIdle=0",
            ]);
        await Database.ExecuteAsync(
            _database.RuntimeConnectionString,
            """
            insert into lease (name, holder, epoch, taken_at, expires_at) values ('host:one', 'one/x', 1, clock_timestamp(), clock_timestamp() + interval '1 hour');
            insert into runner (pool, slot, host, name, state, epoch) values ('prod', 1, 'one', 'prod-1-x', 'listening', 1)
            """);
        await Eventually.IsAsync(() => _manager.CallAsync(HttpMethod.Get, "/api/gates/production").GetAwaiter().GetResult().Status, status => status == 200);
        Set("MANAGER", _manager.Client.BaseAddress!.ToString().TrimEnd('/'));
        Set("CI_TOKEN", Workflow.Ci);
        Set("HAS_DEPLOY_KEY", "true");
        Set("GITHUB_REPOSITORY", "family/cart");
        Set("GITHUB_RUN_ID", "1");
        Set("GITHUB_RUN_ATTEMPT", "1");
        Set("GITHUB_SHA", "0123abc");
        Set("GITHUB_SERVER_URL", "https://github.com");
        Set("GITHUB_OUTPUT", Path.Combine(_folder, "output"));
        Set("GITHUB_ENV", Path.Combine(_folder, "env"));
        Set("RENEW_SECONDS", "0.2");
    }

    public async Task DisposeAsync()
    {
        await _manager!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Workflow_AllIsWell_DeploysUnderALeaseThatIsRenewedAndGivenBack()
    {
        // The deployment lasts until its lease was renewed.
        Script("deploy.sh", "echo \"$1\" >deployed; while [ ! -e renewed ]; do sleep 0.1; done");

        await PassAsync("Name all that is missing");
        await PassAsync("Ask where to run");
        Assert.Contains("\"runs_on\":\"[\\u0022prod\\u0022]\"", await File.ReadAllTextAsync(Path.Combine(_folder, "output")), StringComparison.Ordinal);
        await PassAsync("Take the lease");
        await TakeEnvironmentAsync();
        var taken = await Manager.CallAsync(HttpMethod.Get, "/api/leases/production");
        Assert.Equal(("family/cart run 1.1", "deploy 0123abc"), (taken.Text("holder"), taken.Text("reason")));

        var deployment = RunAsync("Deploy, and keep the lease meanwhile");
        await Eventually.IsAsync(() => Manager.CallAsync(HttpMethod.Get, "/api/leases/production").GetAwaiter().GetResult().Text("expires_at"), end => end != taken.Text("expires_at"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "renewed"), "");
        Assert.Equal(0, (await deployment).ExitCode);

        Assert.Equal("1\n", await File.ReadAllTextAsync(Path.Combine(_folder, "deployed")));
        await PassAsync("Give the lease back");
        Assert.Equal("released", (await Manager.CallAsync(HttpMethod.Get, "/api/leases/production")).Text("ending"));
    }

    [Fact]
    public async Task Workflow_LeaseIsLost_EndsTheDeployment()
    {
        Script("deploy.sh", "exec sleep 600");
        await PassAsync("Take the lease");
        await TakeEnvironmentAsync();

        var deployment = RunAsync("Deploy, and keep the lease meanwhile");
        await Database.ExecuteAsync(_database!.RuntimeConnectionString, "update workflow_lease set expires_at = clock_timestamp()");

        var (exitCode, output) = await deployment;
        Assert.Equal(128 + 15, exitCode);
        Assert.Contains("410", output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await RunAsync("Give the lease back")).ExitCode);
    }

    [Fact]
    public async Task Workflow_SecretIsMissing_EndsAtThePreflightAndSaysSo()
    {
        Set("HAS_DEPLOY_KEY", "false");

        var (exitCode, output) = await RunAsync("Name all that is missing");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("The secret DEPLOY_KEY is missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workflow_WrongToken_EndsAtOnce()
    {
        Set("CI_TOKEN", "nobody's-token-of-this-test-at-all");

        foreach (var step in new[] { "Name all that is missing", "Ask where to run", "Take the lease" })
        {
            Assert.NotEqual(0, (await RunAsync(step)).ExitCode);
        }
    }

    [Fact]
    public async Task Workflow_LeaseIsHeld_WaitsForIt()
    {
        var other = await Manager.TakeAsync("production", "another run");

        var take = RunAsync("Take the lease");
        await Eventually.IsAsync(() => File.Exists(Path.Combine(_folder, "lease.json")) && File.ReadAllText(Path.Combine(_folder, "lease.json")).Contains("another run", StringComparison.Ordinal), held => held);
        await Manager.ReleaseAsync("production", 1, other.Text("lease_id")!);

        Assert.Equal(0, (await take).ExitCode);
        Assert.Contains("LEASE_EPOCH=2", await File.ReadAllTextAsync(Path.Combine(_folder, "env")), StringComparison.Ordinal);
    }

    private void Set(string name, string value) => _environment[name] = value;

    private void Script(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    private async Task TakeEnvironmentAsync()
    {
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(_folder, "env")))
        {
            Set(line.Split('=')[0], line.Split('=')[1]);
        }
    }

    private async Task PassAsync(string step)
    {
        var (exitCode, output) = await RunAsync(step);
        Assert.True(exitCode == 0, $"{step}: {exitCode} {output}");
    }

    // The output goes to a file: what a step leaves behind in the background keeps no pipe open.
    private async Task<(int ExitCode, string Output)> RunAsync(string step)
    {
        var name = Guid.NewGuid().ToString("N");
        var script = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(script, StepOf(step));
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo("/bin/sh", ["-c", $"exec /bin/bash --noprofile --norc -eo pipefail {name} >{name}.log 2>&1"]) { WorkingDirectory = _folder };
        foreach (var (key, value) in _environment)
        {
            process.StartInfo.Environment[key] = value;
        }

        process.Start();
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return (process.ExitCode, await File.ReadAllTextAsync(script + ".log"));
    }

    private static string StepOf(string name)
    {
        var document = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "gates.md"));
        var match = Step().Matches(document).Single(match => match.Groups["name"].Value == name);
        return string.Join('\n', match.Groups["script"].Value.Split('\n').Select(line => line.Length > 10 ? line[10..] : "")) + "\n";
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FamilyCart.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^      - name: (?<name>[^\n]+)\n(?:        (?!run:)[^\n]*\n)*        run: \|\n(?<script>(?:          [^\n]*\n)+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Step();
}
