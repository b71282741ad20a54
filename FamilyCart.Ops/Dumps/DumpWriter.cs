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
/// passwords, and checksums. It is there whole or not at all, and with a key nothing of it is ever on a disk in the clear.
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
        var draft = Path.Combine(_folders.Work, DumpNames.Draft + name);
        try
        {
            if (Directory.Exists(draft))
            {
                Directory.Delete(draft, recursive: true);
            }

            PrivateFiles.MakeOwnFolder(draft);
            foreach (var database in await ReadDatabasesAsync(cancellationToken))
            {
                if (await output.StepAsync($"Dumping {database}", () => WriteAsync(draft, database + DumpNames.Dump, ["pg_dump", "--format=custom", database], cancellationToken)) is { } fault)
                {
                    return (null, $"pg_dump of {database}: {fault}");
                }
            }

            if (await WriteAsync(draft, DumpNames.Globals, ["pg_dumpall", "--globals-only", "--no-role-passwords"], cancellationToken) is { } roles)
            {
                return (null, $"pg_dumpall: {roles}");
            }

            await SumAsync(draft, cancellationToken);
            Directory.Move(draft, Path.Combine(_folders.Dumps, name));
            RemoveOld();
            return (name, null);
        }
        catch (Exception exception) when (exception.IsServerAway() || exception is IOException or UnauthorizedAccessException)
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

    /// <summary>Keeps what a tool writes.</summary>
    /// <returns>Null when done; otherwise the tool's last line.</returns>
    private async Task<string?> WriteAsync(string draft, string name, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var connection = settings.Connection;
        ToolPassword.Write(settings);
        var file = Path.Combine(draft, settings.EncryptionKey is null ? name : name + DumpNames.Encrypted);
        await using var kept = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await using var content = settings.EncryptionKey is { } key ? DumpCipher.Encrypt(kept, key) : kept;
        var result = await ToolProcess.PipeAsync(
            _account.Command([Path.Combine(settings.Programs, command[0]), $"--host={connection.Host}", $"--port={connection.Port}", $"--username={connection.Username}", "--no-password", .. command.Skip(1)]),
            new Dictionary<string, string> { [ToolPassword.Variable] = _folders.Password },
            input: null,
            content,
            cancellationToken);
        return result.Succeeded ? null : result.Errors.Trim().Split('\n')[^1];
    }

    private static async Task SumAsync(string draft, CancellationToken cancellationToken)
    {
        var sums = new StringBuilder();
        foreach (var file in Directory.GetFiles(draft).Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(file);
            sums.Append(Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))).Append("  ").Append(Path.GetFileName(file)).Append('\n');
        }

        await File.WriteAllTextAsync(Path.Combine(draft, DumpNames.Checksums), sums.ToString(), cancellationToken);
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
