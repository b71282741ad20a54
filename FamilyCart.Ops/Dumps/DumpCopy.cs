using FamilyCart.Ops.Output;
using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Dumps;

/// <summary>A second copy of the newest dump, in <c>dumps/</c> of <c>Backup:Copy</c>, where it has been read again.</summary>
internal sealed class DumpCopy(BackupSettings settings, TimeProvider time)
{
    private readonly BackupFolders _folders = new(settings.Folder);

    /// <param name="copy">Where it goes; this server's.</param>
    /// <param name="last">The moment of the one that is there already, whose old ones could not be removed; null for none.</param>
    /// <param name="output">Hears the step.</param>
    /// <param name="cancellationToken">Ends it; what is half there is replaced by the next one of that name, and has no checksums.</param>
    /// <returns>The dump's name, null where there is none or its copy cannot be relied on; and what did not go well, null for nothing.</returns>
    public async Task<(string? Name, string? Reason)> MakeAsync(CopySettings copy, DateTimeOffset? last, OpsOutput output, CancellationToken cancellationToken)
    {
        if (DumpNames.In(_folders.Dumps) is not [.., var name])
        {
            return (null, "There is no dump to copy.");
        }

        IDumpPlace place = copy.Bucket is { } bucket ? new DumpBucket(settings, copy, bucket) : new DumpFolder(settings, copy);
        return last != DumpNames.MomentOf(name) && await output.StepAsync("Copying the dump", () => place.CopyAsync(Path.Combine(_folders.Dumps, name), cancellationToken)) is { } fault
            ? (null, $"The dump {name} is there, but not its copy in {place.Name}: {fault}")
            : (name, await RemoveOldAsync(place, cancellationToken));
    }

    // The newest one stays, however old it is.
    private async Task<string?> RemoveOldAsync(IDumpPlace place, CancellationToken cancellationToken)
    {
        var (names, unreadable) = await place.ListAsync(cancellationToken);
        foreach (var name in names.Where(name => DumpNames.MomentOf(name) is not null).SkipLast(1).Where(name => DumpNames.MomentOf(name) < time.GetUtcNow() - settings.Retention))
        {
            if (await place.RemoveAsync(name, cancellationToken) is { } fault)
            {
                return $"An old copy stays: {fault}";
            }
        }

        return unreadable is null ? null : $"Old copies cannot be looked for: {unreadable}";
    }
}
