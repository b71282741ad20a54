using System.Runtime.InteropServices;

namespace FamilyCart.AppHost.Machine;

/// <summary>The system's own kill: a minimal machine has no program of that name.</summary>
internal static class NativeMethods
{
    public const int Terminate = 15;

    /// <returns>0, or -1 when the process is gone or belongs to someone else.</returns>
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Kill(int id, int signal);
}
