using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Resources.Monitoring;

public sealed class ConfigurationFolderTests
{
    [Fact]
    public void Write_Folder_IsTheSourceAndWhatWasGeneratedAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        folder.Write("source/prometheus.yml", "scrape");
        folder.Write("source/rules/service.yml", "rules");
        folder.Write("source/.gitignore", "/targets/");
        folder.Write("target/targets/gone.json", "a resource that is no more");

        ConfigurationFolder.Write(folder.Below("source"), folder.Below("target"), [new("targets/uat-gateway.json", "[]")]);

        Assert.Equal(
            ["prometheus.yml", "rules/service.yml", "targets/uat-gateway.json"],
            Directory.GetFiles(folder.Below("target"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder.Below("target"), path)).Order(StringComparer.Ordinal));
        Assert.Equal("rules", File.ReadAllText(folder.Below("target", "rules", "service.yml")));
    }
}
