using System.Globalization;
using System.Text.Json;
using FamilyCart.Ops.Tests.Support;
using FamilyCart.Testing;

namespace FamilyCart.Ops.Tests.Copies;

/// <summary>The second copy in a bucket of a real S3-compatible store.</summary>
[Trait("Needs", "Npm")]
public sealed class BucketTests(StoreFixture store) : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private const int Failed = 1;

    // Of the store's own files.
    private const string Suffix = "._S3rver_object";

    // It is asked several times, each for so long.
    private static readonly (string Key, string Value) s_impatient = ("Backup__Copy__Timeout", "00:00:01");

    // It answers, and a busy machine may take its time.
    private static readonly (string Key, string Value) s_unhurried = ("Backup__Copy__Timeout", "00:00:10");

    private BackedUpServer _server = null!;

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [StoreFact]
    public async Task Store_ThatCannotBeUsed_IsNamedWithTheRemedyAndNothingIsLost()
    {
        var copy = await store.CopyAsync();
        await RefusedAsync(copy, ("Backup__Copy__AccessKey", "SOMEBODY"), "HTTP request failed with 403 (Forbidden); see that Backup:Copy:Bucket is there and that Backup:Copy:AccessKey");

        // The first repository has the segment at which the server stands still, whatever the second one says.
        await _server.RunAsync("postgres", "select pg_logical_emit_message(true, 'test', 'something')");
        await _server.ReadAsync<string>("postgres", "select pg_walfile_name(pg_switch_wal())");
        var failed = "";
        await Waiting.UntilAsync(
            async () => (failed = await _server.ReadAsync<string>("postgres", "select coalesce(last_failed_wal, '') from pg_stat_archiver")).Length > 0
                && Directory.EnumerateFiles(Path.Combine(_server.BackupFolder, "repository", "archive"), $"{failed}-*", SearchOption.AllDirectories).Any(),
            "a segment that failed to be in the first repository");
        Assert.True(await _server.ReadAsync<bool>("postgres", $"select exists (select from pg_ls_archive_statusdir() where name = '{failed}.ready')"));

        await RefusedAsync(copy, ("Backup__Copy__CertificateAuthority", ""), "name the authority that has signed it as Backup:Copy:CertificateAuthority", s_unhurried);
        await RefusedAsync(
            copy, ("Backup__Copy__Endpoint", string.Create(CultureInfo.InvariantCulture, $"localhost:{FreePort.Next()}")), "see that the store answers at Backup:Copy:Endpoint", s_impatient);

        ForgetSettings();
        await DoneAsync(_server.Environment(copy.Settings), "backup");
        await _server.BeatAsync();
        Assert.True(Directory.Exists(Path.Combine(copy.Objects, "archive", "uat")));
    }

    [StoreFact]
    public async Task Dump_GoesToTheBucketToo_AndTheWeeklyDrillProvesTheCopy()
    {
        var copy = await store.CopyAsync();
        var settings = _server.Environment(copy.Settings);
        var dumps = Path.Combine(copy.Objects, "dumps");
        Directory.CreateDirectory(Path.Combine(dumps, "20200101T000000Z"));
        await File.WriteAllTextAsync(Path.Combine(dumps, "20200101T000000Z", $"SHA256SUMS{Suffix}"), "");

        var (missing, said) = await BackedUpServer.OpsAsync(new(settings) { ["PATH"] = WithoutRclone() }, "backup", "--kind", "dump");
        Assert.True(missing == Failed, $"{missing} {said}");
        Assert.Contains("build/install.sh rclone", said, StringComparison.Ordinal);
        Directory.Delete(Assert.Single(Directory.GetDirectories(Path.Combine(_server.BackupFolder, "dumps"))), recursive: true);

        await DoneAsync(settings, "backup", "--kind", "dump");
        var own = Assert.Single(Directory.GetDirectories(Path.Combine(_server.BackupFolder, "dumps")));
        var there = Assert.Single(Directory.GetDirectories(dumps));
        Assert.Equal(Path.GetFileName(own), Path.GetFileName(there));
        Assert.Equal(4, Directory.GetFiles(there, $"*{Suffix}").Length);
        Assert.All(Directory.GetFiles(own), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(there, Path.GetFileName(file) + Suffix))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_server.BackupFolder, "rclone.conf")));

        await DoneAsync(settings, "backup");
        await _server.BeatAsync();
        await _server.BeatAsync();
        Directory.Move(Path.Combine(_server.BackupFolder, "repository"), _server.Beside("away"));
        var drill = await DoneAsync(settings, "drill", "--past");
        Assert.Contains(" of the copy: succeeded", drill, StringComparison.Ordinal);
        Assert.Contains("shop: 1000 rows", drill, StringComparison.Ordinal);
        using var state = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_server.BackupFolder, "state.json")));
        Assert.Equal(state.RootElement.GetProperty("Drills").GetProperty("Past").GetProperty("StartedAt").GetDateTimeOffset(), state.RootElement.GetProperty("Copy").GetProperty("Proven").GetDateTimeOffset());
    }

    // A folder of every program that there is, but one.
    private string WithoutRclone()
    {
        var folder = _server.Beside("programs");
        Directory.CreateDirectory(folder);
        foreach (var program in Environment.GetEnvironmentVariable("PATH")!.Split(':').Where(Directory.Exists).SelectMany(Directory.GetFiles).DistinctBy(Path.GetFileName).Where(program => Path.GetFileName(program) != "rclone"))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(program)), program);
        }

        return folder;
    }

    private async Task RefusedAsync(BucketCopy copy, (string Key, string Value) wrong, string remedy, params (string Key, string Value)[] more)
    {
        ForgetSettings();
        var (code, output) = await BackedUpServer.OpsAsync(_server.Environment([.. copy.Settings, wrong, .. more]), "backup");

        Assert.True(code == Failed, $"{code} {output}");
        Assert.Contains(remedy, output, StringComparison.Ordinal);
    }

    // As on a first start: the server archives by the settings of the command.
    private void ForgetSettings()
    {
        if (Directory.Exists(_server.BackupFolder))
        {
            File.Delete(Path.Combine(_server.BackupFolder, "pgbackrest.conf"));
        }
    }

    private static async Task<string> DoneAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        var (code, output) = await BackedUpServer.OpsAsync(settings, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {code} {output}");
        return output;
    }
}
