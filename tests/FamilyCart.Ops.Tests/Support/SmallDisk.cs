using System.Globalization;
using FamilyCart.Ops.Tools;

namespace FamilyCart.Ops.Tests.Support;

/// <summary>A file system of its own in memory, so small that it can be filled.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Bytes that are free.</summary>
    public long Free => new DriveInfo(_folder).AvailableFreeSpace;

    /// <summary>Mounts one on a folder, which is made for the server's account.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="megabytes">Its size.</param>
    public static async Task<SmallDisk> MountAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await RunAsync("mount", "-t", "tmpfs", "-o", Size(megabytes * 1_000_000L), "familycart-test", folder);
        ToolAccount.For("postgres").Own(folder);
        return new SmallDisk(folder);
    }

    /// <summary>Leaves only so much room.</summary>
    public Task LeaveAsync(long bytes)
    {
        var disk = new DriveInfo(_folder);
        return RunAsync("mount", "-o", $"remount,{Size(disk.TotalSize - disk.AvailableFreeSpace + bytes)}", _folder);
    }

    /// <summary>Whoever still has a file open keeps it; nobody else sees it any more.</summary>
    public async ValueTask DisposeAsync() => await RunAsync("umount", "--lazy", _folder);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"size={bytes}");

    private static async Task RunAsync(params string[] command)
    {
        var result = await ToolProcess.RunAsync(command, environment: null, CancellationToken.None);
        Assert.True(result.Succeeded, result.Errors);
    }
}
