using System.Formats.Tar;
using System.Globalization;
using System.Text;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Leases;
using FamilyCart.RunnerManager.Tests.Engine;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.RunnerManager.Usage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FamilyCart.RunnerManager.Tests.Evidence;

/// <summary>Whole archives as an engine sends them of a folder that a job filled in bad faith, from the socket to what is kept and removed.</summary>
public sealed class HostileArchiveTests : IAsyncLifetime
{
    private const string Name = "uat-1-x1";
    private const string Worker = "_diag/Worker_1.log";
    private const int LargestLog = 20_000;
    private const int RecordLength = 512;

    private static readonly EvidenceSettings s_settings = EvidenceSettings.Default with { LargestLog = LargestLog };

    private readonly ScriptedEngine _engine = new();
    private readonly string _root = Directory.CreateTempSubdirectory("hostile-").FullName;

    private string Kept => Path.Combine(_root, "kept");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    public static TheoryData<string, bool> Archives => new()
    {
        { "honest", true },
        { "path traversal", true },
        { "absolute path", true },
        { "symbolic link", true },
        { "hard link", true },
        { "device", true },
        { "giant file", true },
        { "20,000 files", true },
        { "giant file that is not there", false },
        { "time beyond the year 9999", true },
        { "time beyond the year 9999 in a record", false },
        { "cut off", false },
    };

    [Theory]
    [MemberData(nameof(Archives))]
    public async Task KeepAsync_HostileArchive_KeepsLittleWritesNowhereElseAndRemovesTheRunner(string what, bool kept)
    {
        var secret = Path.Combine(_root, "secret");
        await File.WriteAllTextAsync(secret, "nobody's business");
        Answer("/v1.41/containers/familycart-uat-1-x1/json", """
            {"Id":"c0ffee","State":{"Status":"exited"},"Config":{"WorkingDir":"/home/runner","Labels":{"familycart.fleet":"fleet","familycart.runner":"uat-1-x1"}}}
            """);
        Answer("/v1.41/containers/c0ffee/kill", "");
        Answer("/v1.41/containers/c0ffee/wait", """{"StatusCode":0}""");
        _engine.Answers["/v1.41/containers/c0ffee/archive?path=%2Fhome%2Frunner%2F_diag"] = Stream(Archive(what, secret));
        _engine.Answers["/v1.41/containers/c0ffee/archive?path=%2Fhome%2Frunner%2F.c"] = ScriptedEngine.Answer(404, "{}");
        _engine.Answers["/v1.41/containers/c0ffee/archive?path=%2Fhome%2Frunner%2F.r"] = ScriptedEngine.Answer(404, "{}");
        using var host = new ContainerHost(_engine.Path, Path.Combine(_root, "runners"), "fleet", evidence: s_settings);
        // Nobody is there: that something was kept shows in the attempt to tell of it.
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=9;Username=nobody;Database=none");
        var folder = new LogFolder(s_settings with { Directory = Kept }, new ProcessDriverSettings(null, _root, 1), TimeProvider.System);
        var keeper = new EvidenceKeeper(
            new Uncounted(), host.Logs, folder, new KnownSecrets(new ConfigurationBuilder().Build()), new EvidenceStore(nowhere), NullLogger<EvidenceKeeper>.Instance);

        var keeping = await Record.ExceptionAsync(() => keeper.KeepAsync(Some.Runner(1, RunnerState.Finished, slot: 1), worked: true, new Lease("host:here", "me", 1, DateTimeOffset.MaxValue), CancellationToken.None));

        Assert.Equal(kept, keeping is NpgsqlException);
        Assert.Equal(kept ? null : keeping, keeping is NpgsqlException ? null : keeping);
        Assert.Equal("nobody's business", await File.ReadAllTextAsync(secret));
        var names = Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_root, path)).Order(StringComparer.Ordinal);
        Assert.Equal(kept ? ["kept", "kept/uat-1-x1.log.gz", "secret"] : ["secret"], names);
        if (kept)
        {
            var text = await folder.ReadAsync(Name, CancellationToken.None);
            Assert.InRange(text!.Length, 1, 3 * LargestLog);
            Assert.DoesNotContain("nobody's business", text, StringComparison.Ordinal);
        }

        await RemoveAsync(host);
    }

    private async Task RemoveAsync(ContainerHost host)
    {
        Answer("/v1.41/networks?", "[]");
        Answer("/v1.41/containers/json", """[{"Id":"c0ffee","Names":["/familycart-uat-1-x1"],"Labels":{"familycart.fleet":"fleet","familycart.runner":"uat-1-x1"}}]""");
        Answer("/v1.41/containers/c0ffee?force=1&v=1", "");
        _engine.Hears = line =>
        {
            if (line.StartsWith("DELETE /v1.41/containers/c0ffee?force=1&v=1", StringComparison.Ordinal))
            {
                Answer("/v1.41/containers/json", "[]");
            }
        };
        await host.Driver.RemoveAsync(Name, CancellationToken.None);
    }

    private void Answer(string path, string body) => _engine.Answers[path] = ScriptedEngine.Answer(200, body);

    private static byte[] Stream(byte[] archive) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\nContent-Length: {archive.Length}\r\nConnection: close\r\n\r\n")), .. archive];

    private static byte[] Archive(string what, string secret)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in Entries(what, secret))
            {
                writer.WriteEntry(entry);
            }

            if (what is not ("giant file that is not there" or "time beyond the year 9999" or "time beyond the year 9999 in a record" or "cut off"))
            {
                writer.WriteEntry(Regular(Worker, "the job itself\n"));
            }
        }

        var bytes = archive.ToArray();
        return what switch
        {
            "giant file that is not there" => Claiming(bytes, 124, "77777777777\0"),
            // Base 256, as an archive says what eight digits cannot hold.
            "time beyond the year 9999" => Claiming(bytes, 136, "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"),
            "time beyond the year 9999 in a record" => Nines(bytes, "mtime="u8),
            "cut off" => bytes[..(3 * RecordLength / 2)],
            _ => bytes,
        };
    }

    private static IEnumerable<TarEntry> Entries(string what, string secret) => what switch
    {
        "path traversal" => [Regular($"_diag/../../../../../..{secret}", "overwritten"), Regular("../../Worker_9.log", "overwritten"), Regular("_diag/..", "overwritten")],
        "absolute path" => [Regular(secret, "overwritten"), Regular($"/{Worker}", "overwritten")],
        "symbolic link" => [Link(TarEntryType.SymbolicLink, "_diag/Worker_0.log", secret), Regular("_diag/Worker_0.log", "through the link"), Link(TarEntryType.SymbolicLink, "_diag", "/etc")],
        "hard link" => [Link(TarEntryType.HardLink, "_diag/Worker_0.log", secret), Regular("_diag/Worker_0.log", "through the link")],
        "device" => [new PaxTarEntry(TarEntryType.CharacterDevice, "_diag/Worker_0.log") { DeviceMajor = 1, DeviceMinor = 5 }, new PaxTarEntry(TarEntryType.Fifo, "_diag/Worker_2.log"), new PaxTarEntry(TarEntryType.BlockDevice, "_diag/Worker_3.log")],
        "giant file" => [Regular("_diag/Worker_0.log", string.Concat(Enumerable.Repeat("a line of a log without end\n", 1_000_000)))],
        "20,000 files" => Enumerable.Range(0, 20_000).Select(number => Regular(string.Create(CultureInfo.InvariantCulture, $"_diag/Worker_0_{number}.txt"), "")),
        "time beyond the year 9999 in a record" => [Regular(Worker, "a log\n")],
        "giant file that is not there" or "time beyond the year 9999" or "cut off" => [new UstarTarEntry(TarEntryType.RegularFile, Worker) { DataStream = new MemoryStream(new byte[5_000]) }],
        _ => [],
    };

    // A record may say of a time whatever fits into it; nothing is summed up over records.
    private static byte[] Nines(byte[] archive, ReadOnlySpan<byte> field)
    {
        var value = archive.AsSpan(archive.AsSpan().IndexOf(field) + field.Length);
        value[..value.IndexOf((byte)'\n')].Fill((byte)'9');
        return archive;
    }

    private static PaxTarEntry Regular(string name, string text) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    private static PaxTarEntry Link(TarEntryType type, string name, string target) => new(type, name) { LinkName = target };

    // Into the header's field, with the sum that makes the header whole again.
    private static byte[] Claiming(byte[] archive, int field, string value)
    {
        Encoding.Latin1.GetBytes(value, archive.AsSpan(field));
        archive.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var one in archive.AsSpan(0, RecordLength))
        {
            sum += one;
        }

        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ", archive.AsSpan(148));
        return archive;
    }

    private sealed class Uncounted : IUsageSource
    {
        public ValueTask<ControlGroupUse?> ReadAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult<ControlGroupUse?>(null);

        public ValueTask<ControlGroupUse?> LastAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult<ControlGroupUse?>(null);

        public ValueTask<long?> DiskBytesAsync(string name, CancellationToken cancellationToken) => ValueTask.FromResult<long?>(null);
    }
}
