using System.Diagnostics;
using System.Globalization;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Crashes;

/// <summary>A job that looks for other people's secrets wherever it can read, beside a manager and a runner that have some.</summary>
public sealed class CanaryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    // What the job hid itself, in a file and in a process of its own, shows that it can find what is to be found.
    private const string Own = "PLANTED98x PLANTED99x";

    // Tokens and secrets of the manager have to be so long.
    private const string Long = "-0123456789-abcdef";

    private readonly string _secrets = Directory.CreateTempSubdirectory("canary-").FullName;
    private readonly List<Process> _others = [];

    public void Dispose()
    {
        foreach (var process in _others)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        Directory.Delete(_secrets, recursive: true);
    }

    [PrivatePlacesFact]
    public async Task Job_LooksForFiftyPlantedSecrets_FindsNoneButItsOwn()
    {
        var since = DateTimeOffset.UtcNow.AddSeconds(-2);
        Plant();
        // Another runner waits beside the job's, with a registration of its own.
        await using var fleet = await CrashFleet.StartAsync(postgres, Environment(), "here");

        var job = fleet.Queue(Search(since));
        var found = (await fleet.RunsAsync(job)).Split('|');

        Assert.Equal(Own, found[0].Trim());
        var roots = found[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Path.GetDirectoryName).Distinct().ToList();
        Assert.EndsWith($"/{fleet.Job(job).Runner}/root", Assert.Single(roots), StringComparison.Ordinal);
        Assert.Equal("alone", found[2].Trim());
        fleet.LetEnd(job);
        await fleet.CompletedAsync(job);
    }

    private static string Secret(int number) => string.Create(CultureInfo.InvariantCulture, $"PLANTED{number:00}x");

    /// <summary>The manager's: the token of the fleet itself is the first.</summary>
    private static Dictionary<string, string> Environment() => new()
    {
        ["Pools__uat__MinimumIdle"] = "1",
        ["GitHub__WebhookSecret"] = Secret(2),
        ["Operators__ann__Token"] = Secret(3) + Long,
        ["Operators__ann__Role"] = "operator",
        ["Operators__pipeline__Token"] = Secret(4) + Long,
        ["Operators__pipeline__Role"] = "ci",
        ["Gates__RollbackHook__Url"] = "http://127.0.0.1:9/rollback",
        ["Gates__RollbackHook__Secret"] = Secret(5) + Long,
        ["ConnectionStrings__other"] = $"Host=127.0.0.1;Password={Secret(6)}",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-api-key={Secret(7)}",
        ["AWS_SECRET_ACCESS_KEY"] = Secret(8),
        ["NUGET_KEY"] = Secret(9),
        ["SMTP_PASSWORD"] = Secret(10),
    };

    // 11 to 25: files that only the manager may read. 26 to 30: what anybody may read in /tmp. 31 to 50: other processes.
    private void Plant()
    {
        for (var number = 11; number <= 25; number++)
        {
            var file = Path.Combine(_secrets, string.Create(CultureInfo.InvariantCulture, $"secret-{number}.pem"));
            File.WriteAllText(file, $"-----BEGIN RSA PRIVATE KEY-----\n{Secret(number)}\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.SetUnixFileMode(_secrets, (UnixFileMode)0b111_101_101);
        for (var number = 26; number <= 30; number++)
        {
            var file = Path.Combine(_secrets, string.Create(CultureInfo.InvariantCulture, $"open-{number}"));
            File.WriteAllText(file, Secret(number));
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }

        for (var number = 31; number <= 50; number += 2)
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "sleep 600; :", Secret(number)]);
            start.Environment["A_PASSWORD"] = Secret(number + 1);
            _others.Add(Process.Start(start)!);
        }
    }

    // Where a manager's secrets could be, on a disk of any size; the folder of this fleet's runners is one for temporary files.
    private static string Places => string.Join(' ', new[]
    {
        "/etc", "/home", "/root", "/tmp", "/var", "/run", "/opt", "/srv", "/dev/shm", Path.GetTempPath(), System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData),
    }.Where(Directory.Exists).Select(place => $"'{place}'"));

    // What it says: what it found, where it can read registrations, and whether it sees processes of others.
    private static string Search(DateTimeOffset since) => $$"""
        printf 'PLAN%s' TED99x >control
        CANARY=$(printf 'PLAN%s' TED98x) sleep 600 </dev/null >/dev/null 2>&1 3>&- &
        {
          env
          for place in /proc/[0-9]*; do tr '\0' '\n' <$place/environ; tr '\0' '\n' <$place/cmdline; cat $place/task/*/comm; done
          find {{Places}} -xdev \( -name .nuget -o -name .npm -o -name node_modules -o -path /var/lib/dpkg -o -path /var/cache/apt \) -prune -o \
            -type f -newermt '@{{since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}' -readable -size -8192k \( -name '.credentials*' -fprintf registrations '%p ' -o -true \) -exec cat {} +
        } 2>/dev/null | grep -aoE 'PLANTED[0-9][0-9]x' | sort -u || :
        echo '|'
        cat registrations
        echo '|'
        if grep -h '^Uid:' /proc/[0-9]*/status | grep -qv "$(id -u)"; then echo crowded; else echo alone; fi
        """;
}
