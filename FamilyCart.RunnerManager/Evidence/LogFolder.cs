using System.IO.Compression;
using System.Text;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Evidence;

/// <summary>The logs that this host keeps: one compressed file a runner, for the manager's eyes alone.</summary>
internal sealed class LogFolder(EvidenceSettings settings, ProcessDriverSettings driver, TimeProvider time)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Ending = ".log.gz";

    private readonly string _path = settings.Directory ?? driver.Folder.TrimEnd('/') + "-evidence";

    /// <returns>The bytes that it takes.</returns>
    public async Task<long> SaveAsync(string runner, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_path, Own | UnixFileMode.UserExecute);
        var path = PathOf(runner);
        await using (var file = new FileStream(path + ".new", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Own }))
        await using (var compressed = new GZipStream(file, CompressionLevel.Optimal))
        {
            await compressed.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        }

        File.Move(path + ".new", path, overwrite: true);
        return new FileInfo(path).Length;
    }

    /// <summary>The log, or null when it is not kept here any more.</summary>
    public async Task<string?> ReadAsync(string runner, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(PathOf(runner), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            await using var text = new GZipStream(file, CompressionMode.Decompress);
            using var reader = new StreamReader(text);
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes what is older than it is kept, and the oldest while all of it is too large.</summary>
    /// <returns>How many were removed.</returns>
    public int Clean()
    {
        if (!Directory.Exists(_path))
        {
            return 0;
        }

        var files = new DirectoryInfo(_path).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).ToList();
        var (removed, total, oldest) = (0, 0L, time.GetUtcNow() - settings.Keep);
        foreach (var file in files)
        {
            total += file.Length;
            if (file.LastWriteTimeUtc < oldest || total > settings.LargestTotal)
            {
                file.Delete();
                removed++;
            }
        }

        return removed;
    }

    private string PathOf(string runner) => Path.Combine(_path, Path.GetFileName(runner) + Ending);
}
