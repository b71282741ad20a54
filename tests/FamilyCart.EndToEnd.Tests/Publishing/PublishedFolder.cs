using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Publishing;

/// <summary>What the AppHost publishes to a folder of its own, under names and tags that are the same each time.</summary>
internal sealed class PublishedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string this[string name] => File.ReadAllText(_folder.File(name));

    public string Path => _folder.Path;

    public Task<CommandResult> PublishAsync(params string[] settings) => RunningCommand.RunAsync(
        [
            "dotnet", Repository.File("FamilyCart.AppHost/bin/Debug/net10.0/FamilyCart.AppHost.dll"),
            "--operation", "publish", "--step", "publish", "--output-path", _folder.Path, "--Publish:Tag", "golden", .. settings,
        ],
        limit: TimeSpan.FromMinutes(2));

    public void Dispose() => _folder.Dispose();
}
