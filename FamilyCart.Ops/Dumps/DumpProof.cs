using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FamilyCart.Ops.Restoring;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;
using Npgsql;

namespace FamilyCart.Ops.Dumps;

/// <summary>Restores a dump into databases of its own on a server that is thrown away.</summary>
internal sealed class DumpProof(BackupSettings settings)
{
    private readonly BackupFolders _folders = new(settings.Folder);
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    /// <summary>The newest dump's name; null for none.</summary>
    public string? Newest() => DumpNames.In(_folders.Dumps) is [.., var newest] ? newest : null;

    /// <returns>Null when every database of the dump could be restored; otherwise why not.</returns>
    public async Task<string?> FaultAsync(PrivateServer server, string name, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_folders.Dumps, name);
        var sums = (await File.ReadAllLinesAsync(Path.Combine(folder, DumpNames.Checksums), cancellationToken)).Select(line => line.Split("  ", 2)).ToList();
        if (sums.Any(sum => sum is not [_, _]))
        {
            return $"{name}/{DumpNames.Checksums}: it is damaged";
        }

        var databases = await Drills.TableRows.DatabasesAsync(server, cancellationToken);
        if (databases.FirstOrDefault(database => !sums.Any(sum => sum[1].StartsWith(database + DumpNames.Dump, StringComparison.Ordinal))) is { } missing)
        {
            return $"{name}: it has no dump of {missing}";
        }

        foreach (var (sum, file) in sums.Select(sum => (sum[0], sum[1])))
        {
            if (await FaultOfAsync(server, Path.Combine(folder, file), sum, cancellationToken) is { } fault)
            {
                return $"{name}/{file}: {fault}";
            }
        }

        return null;
    }

    private async Task<string?> FaultOfAsync(PrivateServer server, string file, string sum, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return "it is missing";
        }

        await using (var content = File.OpenRead(file))
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != sum)
            {
                return "its checksum is another";
            }
        }

        var plain = file;
        if (file.EndsWith(DumpNames.Encrypted, StringComparison.Ordinal))
        {
            // Nobody else can have laid a link where this program writes.
            plain = Path.Combine(Directory.CreateTempSubdirectory("familycart-proof-").FullName, "proof-" + Path.GetFileNameWithoutExtension(file));
            try
            {
                await DumpCipher.DecryptAsync(file, plain, settings.EncryptionKey ?? "", cancellationToken);
                _account.Own(plain);
                _account.Own(Path.GetDirectoryName(plain)!);
            }
            catch (CryptographicException)
            {
                Directory.Delete(Path.GetDirectoryName(plain)!, recursive: true);
                return "the key does not open it";
            }
        }

        try
        {
            return plain.EndsWith(DumpNames.Dump, StringComparison.Ordinal) ? await RestoreAsync(server, plain, cancellationToken) : null;
        }
        finally
        {
            if (plain != file)
            {
                Directory.Delete(Path.GetDirectoryName(plain)!, recursive: true);
            }
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "A database cannot be a parameter; the name is that of a file of ours, and quoted.")]
    private async Task<string?> RestoreAsync(PrivateServer server, string file, CancellationToken cancellationToken)
    {
        var database = $"proof_{Path.GetFileNameWithoutExtension(file).Replace("proof-", "", StringComparison.Ordinal)}";
        await using (var connection = await server.OpenAsync("postgres", cancellationToken))
        {
            using var quoting = new NpgsqlCommandBuilder();
            await using var command = new NpgsqlCommand($"create database {quoting.QuoteIdentifier(database)} template template0", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var result = await ToolProcess.RunAsync(
            _account.Command([Path.Combine(settings.Programs, "pg_restore"), "--host", server.Host, "--port", "5432", "--username", "postgres", "--exit-on-error", "--dbname", database, file]),
            environment: null,
            cancellationToken);
        return result.Succeeded ? null : result.Errors.Trim().Split('\n')[0];
    }
}
