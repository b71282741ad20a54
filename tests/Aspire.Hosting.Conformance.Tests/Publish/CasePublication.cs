using System.Globalization;
using Aspire.Hosting.Conformance.Tests.Run;
using Aspire.Hosting.Conformance.Tests.Suite;

namespace Aspire.Hosting.Conformance.Tests.Publish;

/// <summary>Publishes a case, once as compose files and once as a manifest, and compares every byte.</summary>
internal sealed class CasePublication(ConformanceCase subject)
{
    // The manifest's paths begin here, so it has to lie where the recorded one lay.
    private const string Output = "out";
    private const string Manifest = "aspire-manifest.json";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(100);

    /// <summary>Returns a line for each file that differs, is missing or was not recorded; empty when all is equal.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(subject.Folder, Output);
        DeleteIfThere(folder);
        try
        {
            await Task.WhenAll(
                PublishAsync(["--operation", "publish", "--step", "publish", "--output-path", $"{Output}/publish"], cancellationToken),
                PublishAsync(["--publisher", "manifest", "--output-path", $"{Output}/{Manifest}"], cancellationToken));
            return
            [
                .. FolderComparer.Compare(Path.Combine(subject.Folder, "publish"), Path.Combine(folder, "publish")),
                .. FolderComparer.CompareFile(Path.Combine(subject.Folder, "manifest.json"), Path.Combine(folder, Manifest), Manifest)
            ];
        }
        finally
        {
            DeleteIfThere(folder);
        }
    }

    public static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task PublishAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var folder = new RunFolder();
        Directory.CreateDirectory(folder.Home);
        await using var apphost = AppHostProcess.Start(subject, AppHostEnvironment.CreateForPublishing(subject.Configuration, folder), arguments);
        var exitCode = await apphost.WaitForExitAsync(_limit, cancellationToken);
        Assert.True(exitCode == 0, string.Create(CultureInfo.InvariantCulture, $"The AppHost ended with {exitCode}: {apphost.Log}"));
    }
}
