using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FamilyCart.RunnerManager.Distributions;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;

namespace FamilyCart.RunnerManager.Tests.Distributions;

public sealed class DistributionArchiveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archive-");

    private string Target => Path.Combine(_folder.FullName, "unpacked");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Unpack_Runner_HasItsFilesModesAndLinks()
    {
        Unpack(Folder("./"), Folder("./bin/"), File("./bin/Runner.Listener", "listener", (UnixFileMode)0b111_111_111 | UnixFileMode.SetUser), File("run.sh", "run"), Link("externals/npm", "../bin/Runner.Listener"));

        Assert.Equal("listener", System.IO.File.ReadAllText(Path.Combine(Target, "bin", "Runner.Listener")));
        Assert.Equal((UnixFileMode)0b111_101_101, System.IO.File.GetUnixFileMode(Path.Combine(Target, "bin", "Runner.Listener")));
        Assert.Equal("listener", System.IO.File.ReadAllText(Path.Combine(Target, "externals", "npm")));
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("bin/../../escaped")]
    [InlineData("/tmp/escaped-by-an-archive")]
    public void Unpack_FileThatLeadsOutside_IsRefused(string name) => Refused("leads outside", File(name, "evil"));

    [Fact]
    public void Unpack_LinkThatLeadsOutside_IsRefused() => Refused("leads outside", Link("bin/link", "../../escaped"));

    [Fact]
    public void Unpack_LinkToSomewhereElse_IsRefused() => Refused("links to somewhere else", Link("bin/link", "/etc"));

    // Each of them stays inside by its words.
    [Fact]
    public void Unpack_FileBehindALink_IsRefused() => Refused("lies behind a link", Folder("a/"), Link("a/up", ".."), Link("out", "a/up/.."), File("out/escaped", "evil"));

    [Theory]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    public void Unpack_AnythingElse_IsRefused(TarEntryType type) =>
        Refused("is neither a file nor a folder nor a link", type == TarEntryType.HardLink ? new PaxTarEntry(type, "bin/x") { LinkName = "bin/y" } : new PaxTarEntry(type, "bin/x"));

    [Fact]
    public void Unpack_MoreBytesThanAllowed_IsRefused()
    {
        using var archive = Archive(File("bin/zeros", new string('0', 100_000)));

        Assert.Contains("more than a runner needs", Assert.Throws<InvalidDataException>(() => DistributionArchive.Unpack(archive, Target, 50_000, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_MoreEntriesThanAllowed_IsRefused()
    {
        using var archive = Archive([.. Enumerable.Range(1, 11).Select(number => File($"file-{number}", "x"))]);

        Assert.Contains("too many entries", Assert.Throws<InvalidDataException>(() => DistributionArchive.Unpack(archive, Target, 50_000, 10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_ArchiveTwice_UnpacksOnceAndForgetsOlderOnes()
    {
        var old = Directory.CreateDirectory(Path.Combine(Target, DistributionStore.Name, "old"));
        var settings = Settings(File(ProcessDriverSettings.Listener, "listener"));

        var first = DistributionStore.Prepare(settings)!;
        var made = Directory.GetCreationTimeUtc(first);

        Assert.Equal(first, DistributionStore.Prepare(settings));
        Assert.Equal(made, Directory.GetCreationTimeUtc(first));
        Assert.True(System.IO.File.Exists(Path.Combine(first, ProcessDriverSettings.Listener)));
        Assert.False(Directory.Exists(old.FullName));
    }

    [Fact]
    public void Prepare_ArchiveWithoutAListener_IsRefusedAndLeavesNothing()
    {
        var settings = Settings(File("README", "no runner"));

        Assert.Throws<InvalidDataException>(() => DistributionStore.Prepare(settings));

        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Target, DistributionStore.Name)));
    }

    [Fact]
    public void Prepare_FolderThatWasReplaced_IsTakenAnew()
    {
        using var script = new ScriptedRunner();
        var settings = Some.DriverSettings(script.Distribution, Target, 78_001);
        var first = DistributionStore.Prepare(settings)!;

        System.IO.File.AppendAllText(Path.Combine(script.Distribution, ProcessDriverSettings.Listener), "# newer");

        Assert.NotEqual(first, DistributionStore.Prepare(settings));
    }

    private static PaxTarEntry Folder(string name) => new(TarEntryType.Directory, name);

    private static PaxTarEntry Link(string name, string target) => new(TarEntryType.SymbolicLink, name) { LinkName = target };

    private static PaxTarEntry File(string name, string content, UnixFileMode mode = (UnixFileMode)0b110_100_100) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)), Mode = mode };

    private static MemoryStream Archive(params TarEntry[] entries)
    {
        var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new TarWriter(zip))
        {
            Array.ForEach(entries, writer.WriteEntry);
        }

        bytes.Position = 0;
        return bytes;
    }

    private void Unpack(params TarEntry[] entries)
    {
        using var archive = Archive(entries);
        DistributionArchive.Unpack(archive, Target, 1 << 20, 1000);
    }

    private void Refused(string reason, params TarEntry[] entries)
    {
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Unpack(entries)).Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Path.Combine(_folder.FullName, "escaped")));
    }

    private ProcessDriverSettings Settings(params TarEntry[] entries)
    {
        var path = Path.Combine(_folder.FullName, "runner.tar.gz");
        using (var archive = Archive(entries))
        {
            System.IO.File.WriteAllBytes(path, archive.ToArray());
        }

        return Some.DriverSettings(path, Target, 78_001) with { DistributionSha256 = DistributionArchive.Sha256(path) };
    }
}
