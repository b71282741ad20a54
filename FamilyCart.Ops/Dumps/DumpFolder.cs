using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Dumps;

/// <summary><c>dumps/</c> in the folder of <c>Backup:Copy</c>, which the server's account writes.</summary>
internal sealed class DumpFolder(BackupSettings settings, CopySettings copy) : IDumpPlace
{
    private readonly ToolAccount _account = ToolAccount.For(settings.Account);

    public string Name => Path.Combine(copy.Folder, "dumps");

    public async Task<string?> CopyAsync(string dump, CancellationToken cancellationToken)
    {
        var target = Path.Combine(Name, Path.GetFileName(dump));
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

    public Task<(IReadOnlyList<string> Names, string? Fault)> ListAsync(CancellationToken cancellationToken) => Task.FromResult((DumpNames.In(Name), (string?)null));

    public Task<string?> RemoveAsync(string name, CancellationToken cancellationToken) => RunAsync(["rm", "-r", "--", Path.Combine(Name, name)], cancellationToken);

    // The account writes, and cannot read the dumps themselves.
    private async Task<string?> CopyFileAsync(string file, string target, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        var written = await ToolProcess.PipeAsync(_account.Command(["dd", $"of={target}", "conv=fsync", "status=none"]), environment: null, content, output: null, cancellationToken);
        return written.Succeeded ? null : written.Errors.Trim();
    }

    private async Task<string?> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(_account.Command(command), environment: null, cancellationToken);
        return result.Succeeded ? null : (result.Errors + result.Output).Trim();
    }
}
