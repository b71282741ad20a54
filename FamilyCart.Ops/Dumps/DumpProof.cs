using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Dumps;

/// <summary>Restores a dump, roles and databases, into a new server that has nothing else and is thrown away.</summary>
internal sealed class DumpProof(BackupSettings settings)
{
    private readonly BackupFolders _folders = new(settings.Folder);
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    /// <summary>The newest dump's name; null for none.</summary>
    public string? Newest() => DumpNames.In(_folders.Dumps) is [.., var newest] ? newest : null;

    /// <param name="name">The dump's.</param>
    /// <param name="databases">Those that have to be in it.</param>
    /// <param name="cancellationToken">Ends it; nothing is left.</param>
    /// <returns>Null when every database of the dump could be restored; otherwise why not.</returns>
    public async Task<string?> FaultAsync(string name, IEnumerable<string> databases, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_folders.Dumps, name);
        var sums = (await File.ReadAllLinesAsync(Path.Combine(folder, DumpNames.Checksums), cancellationToken)).Select(line => line.Split("  ", 2)).ToList();
        if (sums.Any(sum => sum is not [_, _]))
        {
            return $"{name}/{DumpNames.Checksums}: it is damaged";
        }

        foreach (var part in databases.Select(database => database + DumpNames.Dump).Prepend(DumpNames.Globals))
        {
            if (!sums.Any(sum => sum[1] == part || sum[1] == part + DumpNames.Encrypted))
            {
                return $"{name}: it has no {part}";
            }
        }

        foreach (var (sum, file) in sums.Select(sum => (sum[0], sum[1])))
        {
            if (await DumpFile.FaultAsync(Path.Combine(folder, file), sum, settings.EncryptionKey, cancellationToken) is { } fault)
            {
                return $"{name}/{file}: {fault}";
            }
        }

        // The roles come first, for they own what is in the databases.
        return await RestoreAsync(folder, sums.Select(sum => sum[1]).OrderByDescending(file => file.StartsWith(DumpNames.Globals, StringComparison.Ordinal)), cancellationToken) is { } refusal
            ? $"{name}/{refusal}"
            : null;
    }

    private async Task<string?> RestoreAsync(string folder, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var data = Path.Combine(_folders.Work, $"proof-{Guid.NewGuid():N}");
        try
        {
            PrivateFiles.MakeFolder(data, _account);
            var made = await RunAsync("initdb", [$"--pgdata={data}", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"], input: null, cancellationToken);
            var (server, refusal) = made is null ? await PrivateServer.StartAsync(settings, data, isDurable: false, cancellationToken) : (null, made);
            if (server is null)
            {
                return $"no server to restore it into: {refusal}";
            }

            await using (server)
            {
                string[] login = ["--host", server.Host, "--port", "5432", "--username", "postgres", "--dbname", "postgres"];
                foreach (var file in files)
                {
                    if (await FaultOfAsync(Path.Combine(folder, file), login, cancellationToken) is { } fault)
                    {
                        return $"{file}: {fault}";
                    }
                }
            }

            return null;
        }
        finally
        {
            await AccountFolder.RemoveAsync(data, _account);
        }
    }

    private async Task<string?> FaultOfAsync(string file, string[] login, CancellationToken cancellationToken)
    {
        await using var content = await DumpFile.OpenAsync(file, settings.EncryptionKey, cancellationToken);
        return Path.GetFileName(file).StartsWith(DumpNames.Globals, StringComparison.Ordinal)
            ? await RolesFaultAsync(login, content, cancellationToken)
            : await RunAsync("pg_restore", [.. login, "--create", "--exit-on-error"], content, cancellationToken);
    }

    // Every server has its superuser already, whom the dump makes like the others.
    private async Task<string?> RolesFaultAsync(IEnumerable<string> login, Stream content, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.PipeAsync(
            _account.Command([Path.Combine(settings.Programs, "psql"), "--no-psqlrc", "--quiet", .. login]), environment: null, content, output: null, cancellationToken);
        return !result.Succeeded ? result.Errors.Trim()
            : result.Errors.Split('\n').FirstOrDefault(line => line.Contains("ERROR:", StringComparison.Ordinal) && !line.Contains("role \"postgres\" already exists", StringComparison.Ordinal));
    }

    /// <returns>Null when done; otherwise the tool's first line.</returns>
    private async Task<string?> RunAsync(string program, IEnumerable<string> arguments, Stream? input, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.PipeAsync(_account.Command([Path.Combine(settings.Programs, program), .. arguments]), environment: null, input, output: null, cancellationToken);
        return result.Succeeded ? null : result.Errors.Trim().Split('\n')[0];
    }
}
