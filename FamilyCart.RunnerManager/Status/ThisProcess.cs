using System.Diagnostics;
using System.Reflection;

namespace FamilyCart.RunnerManager.Status;

/// <summary>What is running, and since when.</summary>
internal static class ThisProcess
{
    /// <summary>The assembly's version, without the commit that builds append.</summary>
    public static string Version { get; } =
        (typeof(ThisProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown")
        .Split('+')[0];

    /// <summary>When the operating system started the process, UTC.</summary>
    public static DateTimeOffset StartedAt { get; } = ReadStart();

    private static DateTimeOffset ReadStart()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime();
    }
}
