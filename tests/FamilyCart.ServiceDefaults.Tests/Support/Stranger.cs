using System.Runtime.InteropServices;

namespace FamilyCart.ServiceDefaults.Tests.Support;

/// <summary>Takes from this thread, while it lasts, what lets root read the files of others.</summary>
internal sealed class Stranger : IDisposable
{
    private const int Nobody = 65534;

    // Never a user: the call changes nothing then, and says who it is.
    private const int Ask = -1;

    private readonly int _before = SetFileUserId(Environment.IsPrivilegedProcess ? Nobody : Ask);

    /// <summary>Whether a file of mode 0600 that this process's user owns, or of mode 0 without root, is closed to this thread now.</summary>
    public bool IsOne { get; } = !Environment.IsPrivilegedProcess || SetFileUserId(Ask) == Nobody;

    public void Dispose() => _ = SetFileUserId(_before);

    // Of one thread, where seteuid would be of the whole process.
    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUserId(int userId);
}
