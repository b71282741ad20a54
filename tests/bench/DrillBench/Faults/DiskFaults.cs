using Bench;

namespace DrillBench.Faults;

/// <summary>A small disk that fills: a loop mount, since the rules leave out file systems in memory.</summary>
internal sealed class DiskFaults(string folder)
{
    private readonly string _image = Path.Combine(folder, "disk.img");
    private readonly string _mount = Path.Combine(folder, "disk");

    public IEnumerable<Fault> All() => [new Fault("disk filled", ["HostDiskFull"], FillAsync, RemoveAsync, Needs: "node")];

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_mount);
        await using (var image = File.Create(_image))
        {
            image.SetLength(16 * 1024 * 1024);
        }

        await RunAsync("mkfs.ext4", ["-q", "-m", "0", _image], cancellationToken);
        await RunAsync("mount", ["-o", "loop", _image, _mount], cancellationToken);
        await RunAsync("sh", ["-c", $"dd if=/dev/zero of='{_mount}/fill' bs=4096 2>/dev/null; true"], cancellationToken);
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await RunAsync("umount", [_mount], cancellationToken);
        File.Delete(_image);
    }

    private static Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        Command.RunAsync(program, arguments, new Dictionary<string, string>(), cancellationToken);
}
