using System.Formats.Tar;
using System.Text;
using FamilyCart.RunnerManager.Evidence;

namespace FamilyCart.RunnerManager.Tests.Evidence;

/// <summary>Archives of logs as jobs may leave them, in bad faith too.</summary>
public sealed class LogArchiveTests
{
    private static readonly EvidenceSettings s_settings = EvidenceSettings.Default with { LargestLog = 20_000 };

    [Fact]
    public async Task Read_Logs_AreBelowTheirNamesAndThoseOfJobsComeFirst() => Assert.Equal(
        "\n==> Worker_1.log\none\n\n==> Worker_2.log\ntwo\n\n==> Runner_1.log\nlistening\n",
        await ReadAsync(Archive(("_diag/Runner_1.log", "listening\n"), ("_diag/Worker_2.log", "two\n"), ("_diag/Worker_1.log", "one\n"))));

    [Theory]
    [InlineData("_diag/pages/Worker_1.log")]
    [InlineData("../_diag/Worker_1.log")]
    [InlineData("Worker_1.log")]
    [InlineData("_diag/Worker_1.txt")]
    [InlineData("_diag/other.log")]
    [InlineData("_diag/Worker_1\n==> Worker_2.log")]
    public async Task Read_OtherNames_AreLeftOut(string name) => Assert.Equal("", await ReadAsync(Archive((name, "text\n"))));

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.Directory)]
    public async Task Read_WhatIsNoFile_IsLeftOut(TarEntryType type)
    {
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            var entry = new PaxTarEntry(type, "_diag/Worker_1.log");
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                entry.LinkName = "/etc/shadow";
            }

            await writer.WriteEntryAsync(entry);
        }

        Assert.Equal("", await ReadAsync(archive.ToArray()));
    }

    [Fact]
    public async Task Read_LargerThanKept_KeepsTheEndFromALineOn()
    {
        var text = await ReadAsync(Archive(("_diag/Worker_1.log", string.Concat(Enumerable.Range(0, 10_000).Select(number => $"line {number}\n")))));

        Assert.InRange(text.Length, 5_000, 10_100);
        Assert.Matches("^\n==> Worker_1.log\nline [0-9]+\n", text);
        Assert.EndsWith("line 9999\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ThousandsOfLogs_ReadsNoMoreThanIsKept()
    {
        var text = await ReadAsync(Archive([.. Enumerable.Range(0, 3_000).Select(number => ($"_diag/Worker_{number}.log", $"line {number}\n"))]));

        Assert.InRange(text.Length, 10_000, 40_000);
    }

    [Fact]
    public async Task Read_SmallLogsWithoutEnd_ReadsAThousand()
    {
        List<(string, string)> found = [];
        await using var archive = new MemoryStream(Archive([.. Enumerable.Range(0, 1_500).Select(number => ($"_diag/Worker_{number}.log", "x\n"))]));

        await LogArchive.ReadAsync(archive, EvidenceSettings.Default, found, CancellationToken.None);

        Assert.Equal(1_000, found.Count);
    }

    [Theory]
    [InlineData("this is no archive at all")]
    [InlineData("")]
    public async Task Read_NoArchive_IsNothingOrAFault(string content)
    {
        var bytes = new byte[1024];
        Encoding.UTF8.GetBytes(content, bytes);

        var fault = await Record.ExceptionAsync(() => ReadAsync(content.Length == 0 ? [] : bytes));

        Assert.True(fault is null or InvalidDataException, $"{fault}");
    }

    [Fact]
    public async Task Read_BreaksOffInTheMiddle_IsAFaultOfTheStream()
    {
        var archive = Archive(("_diag/Worker_1.log", new string('x', 5_000)));

        Assert.IsAssignableFrom<IOException>(await Record.ExceptionAsync(() => ReadAsync(archive[..2_000])));
    }

    [Theory]
    [InlineData(5, "c\n")]
    [InlineData(6, "bb\nc\n")]
    [InlineData(100, "aaa\nbb\nc\n")]
    public void Text_AddedInPieces_IsTheEndFromALineOn(int largest, string expected)
    {
        foreach (var piece in (int[])[1, 2, 3, 100])
        {
            var tail = new FileTail(largest);
            foreach (var bytes in "aaa\nbb\nc\n"u8.ToArray().Chunk(piece))
            {
                tail.Add(bytes);
            }

            Assert.Equal(expected, tail.Text());
        }
    }

    private static byte[] Archive(params (string Name, string Text)[] files)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var data = new MemoryStream(Encoding.UTF8.GetBytes(text));
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = data });
            }
        }

        return archive.ToArray();
    }

    private static async Task<string> ReadAsync(byte[] archive)
    {
        List<(string, string)> found = [];
        await using var stream = new MemoryStream(archive);
        await LogArchive.ReadAsync(stream, s_settings, found, CancellationToken.None);
        return LogArchive.Join(found);
    }
}
