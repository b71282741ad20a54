using System.Globalization;
using System.Net;
using System.Text.Json;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Tests.Support;
using Xunit.Abstractions;

namespace FamilyCart.Gateway.Tests.Crashes;

/// <summary>
/// Operators and users at work, and the gateway is killed at any moment: between two changes, during one, and as soon as a file of the
/// state is made or gets its name. What was confirmed is kept, what was not is there whole or not at all.
/// </summary>
[Trait("Category", "Long")]
public sealed class RandomCrashTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20261121;
    private const int Kills = 36;
    private const int MostChanges = 3;

    private static readonly string[] _phases = ["idle", "probing", "canary", "promoted", "draining", "rolled_back"];

    private static readonly (string, string?)[] _quick = [("Gateway:Deployments:Canary:SampleInterval", "00:00:00.100"), ("Gateway:Deployments:WarmTime", "00:00:01")];

    private readonly SortedDictionary<string, int> _moments = new(StringComparer.Ordinal);
    private TwoSlots _slots = null!;

    public async Task InitializeAsync() => _slots = await TwoSlots.StartAsync();

    public async Task DisposeAsync() => await _slots.DisposeAsync();

    [Fact]
    public async Task Killed_AtRandom_KeepsWhatWasConfirmedAndServesIt()
    {
        var random = new Random(Seed);
        output.WriteLine($"Seed {Seed}, {Kills} kills.");
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var gateway = await GatewayProgram.StartAsync(_slots, _quick);
            await AssertServesTheStateAsync(gateway);
            await BringToAsync(gateway, _phases[kill % _phases.Length], random);
            var confirmed = await WorkAndKillAsync(gateway, random);
            var kept = DeploymentFile.Read(_slots.StateFile)?.Revision ?? 0;
            Assert.True(kept >= confirmed, $"Kill {kill}: revision {confirmed} was confirmed, {kept} was kept.");
        }

        await using var last = await GatewayProgram.StartAsync(_slots, _quick);
        await AssertServesTheStateAsync(last);
        output.WriteLine(string.Join(", ", _moments.Select(moment => $"{moment.Key}: {moment.Value}")));
    }

    // The phases follow each other by themselves, so this is where it begins and not where it is killed.
    private static async Task BringToAsync(GatewayProgram gateway, string phase, Random random)
    {
        var ann = gateway.Operator;
        await ann.PostAsync("/resume");
        await ann.PostAsync("/rollback?force=true");
        await ann.UntilAsync("idle");
        if (phase == "idle")
        {
            return;
        }

        var active = (await ann.StateAsync()).GetProperty("active").GetString();
        var mode = phase is "canary" || (phase is "probing" or "rolled_back" && random.Next(2) == 0) ? "canary" : "switch";
        await ann.PostAsync("/deployments", new { slot = active == "blue" ? "green" : "blue", mode });
        if (phase != "probing")
        {
            await Eventually.TrueAsync(async () => (await ann.StateAsync()).GetProperty("phase").GetString() is "canary" or "promoted");
        }

        if (phase is "draining" or "rolled_back")
        {
            await ann.PostAsync(phase == "draining" ? "/complete" : "/rollback");
        }
    }

    /// <summary>Users ask and an operator changes things until the process is gone.</summary>
    /// <returns>The highest revision that an answer showed.</returns>
    private async Task<long> WorkAndKillAsync(GatewayProgram gateway, Random random)
    {
        var load = Load.Start(gateway.Public);
        var changes = random.Next(MostChanges);
        var confirmed = 0L;
        for (var change = 0; change < changes; change++)
        {
            confirmed = Math.Max(confirmed, await ChangeAsync(gateway, random) ?? 0);
        }

        // Users of a gateway that lives notice nothing of what it is told.
        Assert.Empty(load.Failures);
        var (moment, dying) = (random.Next(4), Task.CompletedTask);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(_slots.StateFile)!);
        var hit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => Hit(moment == 2);
        watcher.Renamed += (_, _) => Hit(moment == 3);
        watcher.EnableRaisingEvents = true;
        var under = moment == 0 ? Task.FromResult<long?>(null) : ChangeAsync(gateway, random);
        if (moment >= 2)
        {
            // A change that is refused writes nothing.
            await Task.WhenAny(hit.Task, under);
        }

        await gateway.KillAsync();
        await load.DisposeAsync();
        var phase = DeploymentFile.Read(_slots.StateFile)?.Current is { } current ? DeploymentWords.Of(current.Phase) : "idle";
        var name = $"{(moment == 0 ? "between changes" : moment == 1 ? "during a change" : moment == 2 ? "as a file was made" : "as it got its name")} in {phase}";
        _moments[name] = _moments.GetValueOrDefault(name) + 1;
        return Math.Max(confirmed, await under ?? 0);

        void Hit(bool isMoment)
        {
            if (isMoment)
            {
                hit.TrySetResult();
            }
        }
    }

    /// <summary>Asks for something at random.</summary>
    /// <returns>The revision that the answer confirms; null when there is none.</returns>
    private static async Task<long?> ChangeAsync(GatewayProgram gateway, Random random)
    {
        var slot = random.Next(2) == 0 ? "blue" : "green";
        var (path, body) = random.Next(10) switch
        {
            < 3 => ("/deployments", new { slot, mode = "canary" }),
            < 6 => ("/deployments", new { slot, mode = "switch" }),
            6 => ("/promote", null),
            7 => ("/rollback", null),
            8 => ("/complete", (object?)null),
            _ => (random.Next(2) == 0 ? "/pause?seconds=1" : "/resume", null),
        };
        try
        {
            using var answer = await gateway.Operator.PostAsync(path, body);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Conflict, $"{path}: {answer.StatusCode}");
            return answer.Headers.ETag is { } tag ? long.Parse(tag.Tag.Trim('"'), CultureInfo.InvariantCulture) : null;
        }
        catch (HttpRequestException)
        {
            // It was killed before it answered.
            return null;
        }
    }

    /// <summary>What the administration says, what is on the disk and who answers users are one and the same.</summary>
    private async Task AssertServesTheStateAsync(GatewayProgram gateway) => await Eventually.TrueAsync(async () =>
    {
        var before = await gateway.Operator.StateAsync();
        using var answer = await gateway.Public.GetAsync("/api/who");
        var file = DeploymentFile.Read(_slots.StateFile);
        var after = await gateway.Operator.StateAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var revision = before.GetProperty("revision").GetInt64();
        if (after.GetProperty("revision").GetInt64() != revision || (file?.Revision ?? 0) != revision)
        {
            // It went on in between.
            return false;
        }

        var phase = before.GetProperty("phase").GetString();
        var active = before.GetProperty("active").GetString();
        Assert.Equal(file?.Current is { } current ? DeploymentWords.Of(current.Phase) : "idle", phase);
        Assert.Equal(file?.Active.ToString() ?? "Blue", active, ignoreCase: true);
        Assert.Equal(file?.Pause is null, before.GetProperty("pause").ValueKind == JsonValueKind.Null);
        var by = answer.Headers.GetValues("Answered-By").Single();
        Assert.True(by == active || phase == "canary", $"{by} answered, {active} is active, the phase is {phase}.");
        return true;
    });
}
