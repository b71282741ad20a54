using FamilyCart.Ops.Settings;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Jobs;

/// <summary>One job at a time on a backup folder, whichever process does it. It goes with the process, whatever ends that.</summary>
internal static class OpsLock
{
    // EWOULDBLOCK, as the runtime hands it on.
    private const int WouldBlock = 11;

    /// <returns>What to dispose of; null where another has it.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static IDisposable? TryTake(BackupSettings settings)
    {
        PrivateFiles.MakeOwnFolder(settings.Folder, isPassable: true);
        try
        {
            return new FileStream(new BackupFolders(settings.Folder).Lock, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                // Whoever could open it could hold it.
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException exception) when (exception.HResult == WouldBlock)
        {
            return null;
        }
    }
}
