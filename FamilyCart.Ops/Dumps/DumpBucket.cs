using System.Globalization;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Dumps;

/// <summary>
/// <c>dumps/</c> in the bucket of <c>Backup:Copy</c>, by rclone: pgBackRest takes nothing of others in. The keys are in a file that only
/// this program's account can read, and in no command line.
/// </summary>
internal sealed class DumpBucket(BackupSettings settings, CopySettings copy, S3Bucket bucket) : IDumpPlace
{
    private const int NotFound = 127;
    private const int NoSuchFolder = 3;
    private const string Store = "copy";
    private const string ErrorMark = "ERROR : ";

    private readonly string _configuration = new BackupFolders(settings.Folder).StoreConfiguration;

    public string Name => $"{copy.Folder.TrimEnd('/')}/dumps of the bucket {bucket}";

    private string Root => $"{Store}:{bucket.Name}/{copy.Folder.Trim('/')}/dumps";

    public async Task<string?> CopyAsync(string dump, CancellationToken cancellationToken)
    {
        var target = $"{Root}/{Path.GetFileName(dump)}";
        var sums = Path.Combine(dump, DumpNames.Checksums);
        return await DoAsync(["copy", "--exclude", DumpNames.Checksums, dump, target], cancellationToken)
            ?? await DoAsync(["copyto", sums, $"{target}/{DumpNames.Checksums}"], cancellationToken)
            // Without --download it would ask the store what it thinks that it has.
            ?? await DoAsync(["checksum", "sha256", sums, target, "--download", "--exclude", DumpNames.Checksums], cancellationToken);
    }

    public async Task<(IReadOnlyList<string> Names, string? Fault)> ListAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync(["lsf", "--dirs-only", Root], cancellationToken);
        return result.Succeeded ? ([.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('/')).Order(StringComparer.Ordinal)], null)
            : result.Code == NoSuchFolder ? ([], null)
            : ([], Reason(result));
    }

    public Task<string?> RemoveAsync(string name, CancellationToken cancellationToken) => DoAsync(["purge", $"{Root}/{name}"], cancellationToken);

    private async Task<string?> DoAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await RunAsync(arguments, cancellationToken);
        return result.Succeeded ? null : Reason(result);
    }

    private Task<ToolResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        PrivateFiles.Write(_configuration, Configuration(), ToolAccount.Oneself);
        var limit = string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bucket.Timeout.TotalSeconds)}s");
        string[] authority = bucket.CertificateAuthority is { } file ? ["--ca-cert", file] : [];
        return ToolProcess.RunAsync(
            ["rclone", "--config", _configuration, .. authority, "--contimeout", limit, "--timeout", limit, "--retries", "1", "--low-level-retries", "3", .. arguments], environment: null, cancellationToken);
    }

    private string Configuration() => $"""
        # Written by uat-backup for each copy.
        [{Store}]
        type = s3
        provider = Other
        endpoint = https://{bucket.Endpoint}
        region = {bucket.Region}
        access_key_id = {bucket.AccessKey}
        secret_access_key = {bucket.SecretKey}
        force_path_style = true
        no_check_bucket = true

        """;

    private static string Reason(ToolResult result)
    {
        if (result.Code == NotFound)
        {
            return "rclone is missing, which dumps in a bucket need; install it: build/install.sh rclone, or apt-get install rclone";
        }

        // The first error says which file or why, the line behind it sometimes what caused it, and the last one sums up.
        var lines = result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.SkipWhile(line => !line.Contains(ErrorMark, StringComparison.Ordinal)).Take(2).ToList() switch
        {
            [var error, var cause] when cause.StartsWith("caused by", StringComparison.Ordinal) => $"{Words(error)}, {cause}",
            [var error, ..] => Words(error),
            _ => lines.LastOrDefault() ?? $"rclone ended with exit code {result.Code}",
        };
    }

    private static string Words(string line) => line[(line.IndexOf(ErrorMark, StringComparison.Ordinal) + ErrorMark.Length)..];
}
