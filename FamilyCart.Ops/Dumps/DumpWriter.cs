using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.Ops.Output;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Dumps;

/// <summary>
/// The second form of backup, which any later version of PostgreSQL reads: each database by <c>pg_dump -Fc</c>, the roles without their
/// passwords, and checksums. It is there whole or not at all.
/// </summary>
internal sealed class DumpWriter(BackupSettings settings, TimeProvider time)
{
    private const string Databases = "select datname from pg_database where datallowconn and not datistemplate and datname <> 'postgres' order by 1";

    private readonly BackupFolders _folders = new(settings.Folder);
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    /// <returns>The dump's name, or why there is none.</returns>
    [SuppressMessage("Security", "CA2100", Justification = "The statement is the one above.")]
    public async Task<(string? Name, string? Reason)> WriteAsync(OpsOutput output, CancellationToken cancellationToken)
    {
        var name = DumpNames.Of(time.GetUtcNow());
        var draft = Path.Combine(_folders.Work, $"dump-{name}");
        try
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }

            PrivateFiles.MakeFolder(draft, _account);
            foreach (var database in await ReadDatabasesAsync(cancellationToken))
            {
                var file = Path.Combine(draft, database + DumpNames.Dump);
                if (await output.StepAsync($"Dumping {database}", () => RunAsync(["pg_dump", "--format=custom", $"--file={file}", database], cancellationToken)) is { } fault)
                {
                    return (null, $"pg_dump of {database}: {fault}");
                }
            }

            if (await RunAsync(["pg_dumpall", "--globals-only", "--no-role-passwords", $"--file={Path.Combine(draft, DumpNames.Globals)}"], cancellationToken) is { } roles)
            {
                return (null, $"pg_dumpall: {roles}");
            }

            await FinishAsync(draft, cancellationToken);
            Directory.Move(draft, Path.Combine(_folders.Dumps, name));
            RemoveOld();
            return (name, null);
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
        finally
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }
        }
    }

    private async Task<IReadOnlyList<string>> ReadDatabasesAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Databases, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> names = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <returns>Null when done; otherwise the tool's last line.</returns>
    private async Task<string?> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var connection = settings.Connection;
        var result = await ToolProcess.RunAsync(
            _account.Command([Path.Combine(settings.Programs, command[0]), $"--host={connection.Host}", $"--port={connection.Port}", $"--username={connection.Username}", "--no-password", .. command.Skip(1)]),
            new Dictionary<string, string> { ["PGPASSFILE"] = _folders.Password },
            cancellationToken);
        return result.Succeeded ? null : result.Errors.Trim().Split('\n')[^1];
    }

    private async Task FinishAsync(string draft, CancellationToken cancellationToken)
    {
        var sums = new StringBuilder();
        foreach (var file in Directory.GetFiles(draft).Order(StringComparer.Ordinal))
        {
            var kept = file;
            if (settings.EncryptionKey is { } key)
            {
                kept = file + DumpNames.Encrypted;
                await DumpCipher.EncryptAsync(file, kept, key, cancellationToken);
                _account.Own(kept);
                File.Delete(file);
            }

            await using var content = File.OpenRead(kept);
            sums.Append(Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))).Append("  ").Append(Path.GetFileName(kept)).Append('\n');
        }

        PrivateFiles.Write(Path.Combine(draft, DumpNames.Checksums), sums.ToString(), _account);
    }

    // The newest one stays, however old it is.
    private void RemoveOld()
    {
        foreach (var name in DumpNames.In(_folders.Dumps).SkipLast(1).Where(name => DumpNames.MomentOf(name) < time.GetUtcNow() - settings.Retention))
        {
            Directory.Delete(Path.Combine(_folders.Dumps, name), recursive: true);
        }
    }
}
