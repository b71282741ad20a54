using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Tests.Topology;

public sealed class DataDirectoryTests : IDisposable
{
    private static readonly DataMarker s_marker = new("uat", RuntimeKind.Processes, 15);
    private static readonly ServerAccount s_self = new(User: null);

    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.Below("data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Claim_AbsentFolder_IsMadeAndMarked()
    {
        var (data, fault) = DataDirectory.Claim(Data, s_marker, s_self);

        using (data)
        {
            Assert.Null(fault);
            Assert.Equal(Data, data!.Path);
        }

        Assert.Equal(s_marker, DataDirectory.ReadMarker(Data));
    }

    [Fact]
    public void Claim_OwnFolderAgain_IsTaken()
    {
        DataDirectory.Claim(Data, s_marker, s_self).Directory!.Dispose();

        var (data, _) = DataDirectory.Claim(Data, s_marker, s_self);

        Assert.NotNull(data);
        data.Dispose();
    }

    [Fact]
    public void Claim_WhileClaimed_NamesTheHolder()
    {
        using var first = DataDirectory.Claim(Data, s_marker, s_self).Directory;

        var (_, fault) = DataDirectory.Claim(Data, s_marker, s_self);

        Assert.Equal(ExitCode.AlreadyRunning, fault!.Code);
        Assert.Contains($"pid {Environment.ProcessId}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Claim_ForeignFolder_IsRefusedAndUntouched()
    {
        _folder.Write("data/holiday.jpg", "beach");

        Refused(s_marker, "not ours");

        Assert.Equal([_folder.Below("data", "holiday.jpg")], Directory.GetFileSystemEntries(Data));
    }

    [Fact]
    public void Claim_OtherRuntime_IsRefused()
    {
        DataDirectory.Claim(Data, s_marker, s_self).Directory!.Dispose();

        Refused(s_marker with { Runtime = RuntimeKind.Containers }, "made by processes and cannot be used by containers");
        Assert.Equal(s_marker, DataDirectory.ReadMarker(Data));
    }

    [Fact]
    public void Claim_OtherServerMajor_IsRefused()
    {
        DataDirectory.Claim(Data, s_marker, s_self).Directory!.Dispose();

        Refused(s_marker with { PostgresMajor = 17 }, "holds data of PostgreSQL 15, but PostgreSQL 17", ExitCode.OtherServerMajor);
    }

    [Fact]
    public void Claim_OtherTopology_IsRefused()
    {
        DataDirectory.Claim(Data, s_marker, s_self).Directory!.Dispose();

        Refused(s_marker with { Topology = "other" }, "belongs to the topology 'uat', not to 'other'");
    }

    [Fact]
    public void Claim_UnreadableMarker_IsRefusedAndKept()
    {
        var marker = _folder.Write("data/familycart.json", "not json");

        Refused(s_marker, "cannot read");

        Assert.Equal("not json", File.ReadAllText(marker));
    }

    [Fact]
    public void Claim_PathIsAFile_IsRefused()
    {
        _folder.Write("data", "a file");

        Refused(s_marker, "cannot be used");
    }

    [Fact]
    public void ReadMarker_NoFolder_IsNull() => Assert.Null(DataDirectory.ReadMarker(_folder.Below("nowhere")));

    [Fact]
    public void Default_AccountCanEnterTheClone_IsInTheClone() =>
        Assert.Equal(_folder.Below(".familycart", "uat"), DataDirectory.Default(_folder.Path, "uat", s_self));

    [Fact]
    public void Default_AccountCannotEnterTheClone_IsTheSystemsFolder()
    {
        if (!ServerAccount.IsRoot)
        {
            // Only root hands servers to other accounts.
            return;
        }

        var closed = Directory.CreateDirectory(_folder.Below("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal("/var/lib/familycart/uat", DataDirectory.Default(closed.FullName, "uat", new ServerAccount("daemon")));
        Assert.Contains("daemon cannot go", DataDirectory.Claim(closed.FullName, s_marker, new ServerAccount("daemon")).Fault!.Message, StringComparison.Ordinal);
    }

    private void Refused(DataMarker marker, string reason, ExitCode code = ExitCode.DataDirectoryRefused)
    {
        var (data, fault) = DataDirectory.Claim(Data, marker, s_self);

        Assert.Null(data);
        Assert.Equal(code, fault!.Code);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
