using FamilyCart.Ops.Output;
using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Dumps;

/// <summary>
/// A second copy of each dump, in <c>dumps/</c> of the folder of <c>Backup:Copy</c>, where it has been read again. A bucket gets none: its
/// tool is pgBackRest, which takes nothing of others in.
/// </summary>
internal sealed class DumpCopy(BackupSettings settings, TimeProvider time)
{
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    /// <param name="dump">The folder of a whole dump.</param>
    /// <param name="output">Hears the step.</param>
    /// <param name="cancellationToken">Ends it; what is half there is replaced by the next one of that name, and has no checksums.</param>
    /// <returns>Null when there is a copy, or none is wanted; otherwise why there is none.</returns>
    public async Task<string?> FaultAsync(string dump, OpsOutput output, CancellationToken cancellationToken)
    {
        if (settings.Copy is not { Bucket: null } copy)
        {
            return null;
        }

        var dumps = Path.Combine(copy.Folder, "dumps");
        var target = Path.Combine(dumps, Path.GetFileName(dump));
        return await output.StepAsync("Copying the dump", () => CopyAsync(dump, target, cancellationToken)) is { } fault
            ? $"The dump was made, but not its copy in {target}: {fault}"
            : await RemoveOldAsync(dumps, cancellationToken);
    }

    // The checksums last: whoever finds them finds all of it.
    private async Task<string?> CopyAsync(string dump, string target, CancellationToken cancellationToken)
    {
        if (await RunAsync(["mkdir", "-p", "-m", "700", target], cancellationToken) is { } refused)
        {
            return refused;
        }

        foreach (var file in Directory.GetFiles(dump).OrderBy(file => Path.GetFileName(file) == DumpNames.Checksums).ThenBy(file => file, StringComparer.Ordinal))
        {
            if (await CopyFileAsync(file, Path.Combine(target, Path.GetFileName(file)), cancellationToken) is { } fault)
            {
                return fault;
            }
        }

        return await RunAsync(["sh", "-c", "cd \"$1\" && sha256sum --quiet --check \"$2\"", "sh", target, DumpNames.Checksums], cancellationToken);
    }

    // The account writes, and cannot read the dumps themselves.
    private async Task<string?> CopyFileAsync(string file, string target, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        var written = await ToolProcess.PipeAsync(_account.Command(["dd", $"of={target}", "conv=fsync", "status=none"]), environment: null, content, output: null, cancellationToken);
        return written.Succeeded ? null : written.Errors.Trim();
    }

    // The newest one stays, however old it is.
    private async Task<string?> RemoveOldAsync(string dumps, CancellationToken cancellationToken)
    {
        foreach (var name in DumpNames.In(dumps).SkipLast(1).Where(name => DumpNames.MomentOf(name) < time.GetUtcNow() - settings.Retention))
        {
            if (await RunAsync(["rm", "-r", "--", Path.Combine(dumps, name)], cancellationToken) is { } fault)
            {
                return $"An old copy stays: {fault}";
            }
        }

        return null;
    }

    private async Task<string?> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(_account.Command(command), environment: null, cancellationToken);
        return result.Succeeded ? null : (result.Errors + result.Output).Trim();
    }
}
