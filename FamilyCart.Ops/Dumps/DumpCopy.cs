using FamilyCart.Ops.Output;
using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Dumps;

/// <summary>A second copy of each dump, in <c>dumps/</c> of <c>Backup:Copy</c>, where it has been read again.</summary>
internal sealed class DumpCopy(BackupSettings settings, TimeProvider time)
{
    /// <param name="dump">The folder of a whole dump.</param>
    /// <param name="output">Hears the step.</param>
    /// <param name="cancellationToken">Ends it; what is half there is replaced by the next one of that name, and has no checksums.</param>
    /// <returns>Null when there is a copy, or none is wanted; otherwise why there is none.</returns>
    public async Task<string?> FaultAsync(string dump, OpsOutput output, CancellationToken cancellationToken)
    {
        if (settings.Copy is not { } copy)
        {
            return null;
        }

        IDumpPlace place = copy.Bucket is { } bucket ? new DumpBucket(settings, copy, bucket) : new DumpFolder(settings, copy);
        return await output.StepAsync("Copying the dump", () => place.CopyAsync(dump, cancellationToken)) is { } fault
            ? $"The dump {Path.GetFileName(dump)} was made, but not its copy in {place.Name}: {fault}"
            : await RemoveOldAsync(place, cancellationToken);
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
