using System.ComponentModel;
using System.Runtime.InteropServices;

namespace FamilyCart.Gateway.Deployments;

/// <summary>Brings the names in a folder to the disk (fsync(2)), for which .NET has no call.</summary>
internal static class FolderSync
{
    // O_RDONLY and O_CLOEXEC, which have these values on every processor that .NET runs on.
    private const int ReadOnlyFolder = 0x80000;

    /// <summary>Returns when a rename in the folder outlives a loss of power.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnlyFolder);
        if (descriptor < 0)
        {
            throw Fault();
        }

        var synced = Synchronize(descriptor);
        var fault = synced < 0 ? Fault() : null;
        _ = Close(descriptor);
        if (fault is not null)
        {
            throw fault;
        }
    }

    private static IOException Fault() => new(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
