using System.Text;
using FamilyCart.RunnerManager.Drivers.Containers;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.Engine;

public sealed class ContainerSettingsTests
{
    [Fact]
    public void Read_Nothing_StartsNoContainers()
    {
        var (settings, faults) = Read();

        Assert.Empty(faults);
        Assert.Equal(new ContainerSettings(null, "/var/run/docker.sock", null, "/home/runner", "1001:1001", null, true, null, null), settings);
    }

    [Theory]
    [InlineData("Socket=engine.sock", "Socket is 'engine.sock'")]
    [InlineData("User=0:0", "User is '0:0', which is not a user id and a group id, neither of them root's")]
    [InlineData("User=1001:0", "User is '1001:0'")]
    [InlineData("User=runner", "User is 'runner'")]
    [InlineData("Folder=runner", "Folder is 'runner'")]
    [InlineData("Folder=/", "Folder is ''")]
    [InlineData("Folder=/home/../etc", "Folder is '/home/../etc'")]
    [InlineData("Network=host", "Network is 'host', which is not a network of its own")]
    [InlineData("MirrorNetwork=cache", "MirrorNetwork is 'cache', on which all builders would reach each other; leave it out")]
    [InlineData("Network=container:other", "Network is 'container:other'")]
    [InlineData("Fleet=a=b", "Fleet is 'a=b'")]
    [InlineData("ReadOnlyRoot=maybe", "ReadOnlyRoot is 'maybe'")]
    [InlineData("RegistryMirror=cache:5000", "RegistryMirror is 'cache:5000'")]
    public void Read_Fault_NamesKeyAndRemedy(string setting, string expected) =>
        Assert.StartsWith($"Runner:Container:{expected}", Assert.Single(Read(setting).Faults), StringComparison.Ordinal);

    [Fact]
    public void BuilderConfiguration_Mirror_IsAskedFirstAndWithoutTls() => Assert.Equal(
        """
        [registry."docker.io"]
          mirrors = ["cache:5000"]
        [registry."cache:5000"]
          http = true

        """,
        ContainerPlan.BuilderConfiguration(new Uri("http://cache:5000/")));

    [Theory]
    [InlineData("ended 3\n", 3)]
    [InlineData("a word of the shell's\nended 0\nover 0\n", 0)]
    [InlineData("over 3\n", null)]
    [InlineData("ended 300\n", null)]
    [InlineData("ended -1\n", null)]
    [InlineData("", null)]
    public void ExitCode_ErrorsOfAContainer_AreUnderstood(string errors, int? expected) => Assert.Equal(expected, ContainerScript.Ended(errors));

    [Fact]
    public void Read_NetworkForAllAndBuilders_IsRefusedWithTheRemedy()
    {
        Assert.Empty(Read("Network=runners").Faults);
        Assert.Equal(
            "Runner:Container:Network is 'runners', on which every runner would reach the builders of all others; leave it out where there is Runner:Container:BuilderImage, so that each runner has a network of its own.",
            Assert.Single(Read("Network=runners", "BuilderImage=buildkit:rootless").Faults));
    }

    [Fact]
    public void Archive_FilesBelowFolders_BelongToTheUserAlone()
    {
        using var archive = new MemoryStream(FileArchive.Of(new Dictionary<string, byte[]> { ["a/b/c"] = Encoding.UTF8.GetBytes("text") }, "7:8"));
        using var reader = new System.Formats.Tar.TarReader(archive);
        var entries = new List<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            entries.Add($"{entry.Name} {entry.EntryType} {entry.Uid}:{entry.Gid} {entry.Mode} {entry.Length}");
        }

        Assert.Equal(
            ["a Directory 7:8 UserExecute, UserWrite, UserRead 0", "a/b Directory 7:8 UserExecute, UserWrite, UserRead 0", "a/b/c RegularFile 7:8 UserWrite, UserRead 4"], entries);
    }

    private static (ContainerSettings Settings, IReadOnlyList<string> Faults) Read(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create($"{ContainerSettings.Section}:{pair[0]}", (string?)pair[1])))
            .Build();
        var reader = new SettingReader(configuration.GetSection(ContainerSettings.Section));
        return (ContainerSettings.Read(reader), reader.Faults);
    }
}
