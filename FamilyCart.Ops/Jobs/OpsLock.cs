using FamilyCart.Ops.Settings;

namespace FamilyCart.Ops.Jobs;

/// <summary>One job at a time on a backup folder, whichever process does it. It goes with the process, whatever ends that.</summary>
internal static class OpsLock
{
    /// <returns>What to dispose of; null where another has it.</returns>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static IDisposable? TryTake(BackupSettings settings)
    {
        try
        {
            return new FileStream(new BackupFolders(settings.Folder).Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }
}
