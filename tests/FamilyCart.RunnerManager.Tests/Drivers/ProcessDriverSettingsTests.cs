using System.Security.Cryptography;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.Drivers;

public sealed class ProcessDriverSettingsTests : IDisposable
{
    private readonly ScriptedRunner _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public void Read_FolderThatIsOurs_HasNoFault() => Assert.Empty(Faults());

    [RootFact]
    public void Read_FolderThatOthersMayWrite_IsRefused()
    {
        Directory.CreateDirectory(_script.Runners);
        File.SetUnixFileMode(_script.Runners, (UnixFileMode)0b111_111_111);

        Assert.Contains("can be written by others", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [RootFact]
    public void Read_FolderBelowOneThatOthersMayWrite_IsRefused()
    {
        File.SetUnixFileMode(_script.Folder, (UnixFileMode)0b111_111_111);

        Assert.Contains($"lies below {_script.Folder}, which can be written by others", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [RootFact]
    public void Read_FolderIsALink_IsRefused()
    {
        Directory.CreateSymbolicLink(_script.Runners, _script.Distribution);

        Assert.Contains("is no folder", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderThatOthersMayWriteAndJobsAreTrusted_HasNoFault()
    {
        Directory.CreateDirectory(_script.Runners);
        File.SetUnixFileMode(_script.Runners, (UnixFileMode)0b111_111_111);

        Assert.Empty(Faults(("SameUser", "true")));
    }

    [RootFact]
    public void Read_FolderOfSomebodyElse_IsRefused()
    {
        Directory.CreateDirectory(_script.Runners);
        Assert.Equal(0, NativeMethods.ChangeOwner(_script.Runners, 79_002, 79_002));

        Assert.Contains("belongs to somebody else", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [RootFact]
    public void Read_FolderThatRunnersCannotReach_IsRefused()
    {
        File.SetUnixFileMode(_script.Folder, (UnixFileMode)0b111_000_000);

        Assert.Contains("cannot be passed by the runners' users", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ArchiveWithItsHash_HasNoFault() => Assert.Empty(Faults(("Distribution", Archive()), ("DistributionSha256", Hash().ToUpperInvariant())));

    [Fact]
    public void Read_ArchiveWithoutAHash_IsRefused() =>
        Assert.Contains("Runner:DistributionSha256 is missing", Assert.Single(Faults(("Distribution", Archive()))), StringComparison.Ordinal);

    [Fact]
    public void Read_ArchiveThatIsAnother_IsRefused() =>
        Assert.Contains("is not that of Runner:Distribution", Assert.Single(Faults(("Distribution", Archive()), ("DistributionSha256", new string('0', 64)))), StringComparison.Ordinal);

    [Fact]
    public void Read_FolderWithAHash_IsRefused() =>
        Assert.Contains("belongs to an archive", Assert.Single(Faults(("DistributionSha256", new string('0', 64)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/nowhere.tar.gz")]
    public void Read_NoDistributionThere_IsRefused(string path) => Assert.Contains(path, Assert.Single(Faults(("Distribution", path))), StringComparison.Ordinal);

    private string Archive()
    {
        var archive = Path.Combine(_script.Folder, "runner.tar.gz");
        File.WriteAllText(archive, "an archive");
        return archive;
    }

    private static string Hash() => Convert.ToHexString(SHA256.HashData("an archive"u8));

    private IReadOnlyList<string> Faults(params (string Key, string Value)[] changed)
    {
        var values = new Dictionary<string, string?>
        {
            ["Runner:Distribution"] = _script.Distribution,
            ["Runner:Folder"] = _script.Runners,
            ["Runner:FirstUserId"] = "78001",
            ["Runner:SameUser"] = Environment.IsPrivilegedProcess ? "false" : "true",
        };
        foreach (var (key, value) in changed)
        {
            values["Runner:" + key] = value;
        }

        var reader = new SettingReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Runner"));
        ProcessDriverSettings.Read(reader);
        return reader.Faults;
    }
}
