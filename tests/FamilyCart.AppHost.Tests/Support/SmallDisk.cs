using System.Diagnostics;

namespace FamilyCart.AppHost.Tests.Support;

/// <summary>A disk of its own in memory, mounted on a folder until disposed.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(string folder, int megabytes)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755,uid={Id()}", "familycart-test", folder);
    }

    public string Folder { get; }

    /// <summary>Leaves not a byte free.</summary>
    public void Fill()
    {
        using var file = File.Create(Path.Combine(Folder, "fill"));
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Dispose() => Run("umount", "-l", Folder);

    private static string Id() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];

    private static void Run(params string[] command)
    {
        // As on a person's machine, where sudo may ask nobody.
        var whole = Environment.UserName == "root" ? command : ["sudo", "-n", .. command];
        using var process = Process.Start(whole[0], whole[1..]);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', whole)} ended with {process.ExitCode}; this test mounts a small disk, which root may.");
    }
}
