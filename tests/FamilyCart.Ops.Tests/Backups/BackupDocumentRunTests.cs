using System.Text.RegularExpressions;
using FamilyCart.Ops.Tests.Support;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Tests.Backups;

/// <summary>What docs/backup.md has an operator type, typed in its order. What is done inside of containers is not.</summary>
public sealed partial class BackupDocumentRunTests : IAsyncLifetime
{
    private const string Key = "a key of twenty signs";

    private BackedUpServer _server = null!;

    private Dictionary<string, string> Settings => _server.Environment(("Backup__Copy__Folder", _server.Beside("copy")));

    public async Task InitializeAsync() => _server = await BackedUpServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Document_ItsBlocks_DoWhatTheySay()
    {
        await _server.Server.CreateDatabaseAsync("familycart");
        await _server.RunAsync("postgres", "grant connect on database familycart to backup");
        foreach (var kind in new[] { "full", "dump" })
        {
            var (code, output) = await BackedUpServer.OpsAsync(Settings, "backup", "--kind", kind);
            Assert.True(code == 0, output);
        }

        await _server.BeatAsync();
        var moment = await _server.ReadAsync<DateTime>("shop", "select clock_timestamp()");
        await _server.BeatAsync();
        var dumps = Assert.Single(Directory.GetDirectories(Path.Combine(_server.BackupFolder, "dumps")));
        var blocks = await ReadAsync();
        Assert.True(blocks.Count >= 5, $"Only {blocks.Count} blocks were found.");

        for (var number = 0; number < blocks.Count; number++)
        {
            var restored = _server.Beside($"restored-{number}");
            var text = blocks[number]
                .Replace("2026-11-22T10:14:00Z", moment.ToString("O"), StringComparison.Ordinal)
                .Replace("/var/tmp/restored", restored, StringComparison.Ordinal)
                .Replace("KEYFILE", _server.Beside("key"), StringComparison.Ordinal);
            var (code, output) = await TypeAsync(dumps, text);

            Assert.True(code == 0, $"{text}: {code} {output}");
            if (text.Contains("restore --to", StringComparison.Ordinal))
            {
                Assert.Equal(1000, await RestoredServer.ReadAsync<long>(_server, restored, "shop", "select count(*) from item"));
            }
        }

        Assert.Equal("PGDMP", (await File.ReadAllTextAsync(Path.Combine(dumps, "familycart.dump")))[..5]);
    }

    // In the folder of a dump, where ./ops and a file with the key are as well.
    private async Task<(int Code, string Output)> TypeAsync(string folder, string text)
    {
        await File.WriteAllTextAsync(_server.Beside("key"), Key);
        var ops = Path.Combine(folder, "ops");
        await File.WriteAllTextAsync(ops, $"#!/bin/sh\nexec dotnet '{typeof(OpsService).Assembly.Location}' \"$@\"\n");
        File.SetUnixFileMode(ops, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var result = await ToolProcess.RunAsync(["bash", "-euc", $"cd '{folder}'\n{text}"], Settings, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5));
        return (result.Code, result.Output + result.Errors);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FamilyCart.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return
        [
            .. Blocks().Matches(await File.ReadAllTextAsync(Path.Combine(folder, "docs", "backup.md")))
                .Select(match => match.Groups["text"].Value)
                .Where(text => !text.Contains("docker compose", StringComparison.Ordinal)),
        ];
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
