using System.Net;
using System.Net.Sockets;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Machine;

public sealed class MachineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HolderOfPort_OwnListener_IsThisProcess()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        Assert.Equal(Environment.ProcessId, ProcessTable.HolderOfPort(((IPEndPoint)listener.LocalEndpoint).Port)?.Id);
    }

    [Fact]
    public void HolderOfPort_FreePort_IsNobody() => Assert.Null(ProcessTable.HolderOfPort(Testing.FreePort.Next()));

    [Fact]
    public void HolderOfFile_OpenFile_IsThisProcess()
    {
        using var file = File.Create(_folder.Below("open"));

        var holder = ProcessTable.HolderOfFile(_folder.Below("open"));

        Assert.Equal(Environment.ProcessId, holder?.Id);
        Assert.Equal($"{holder!.Name}, pid {holder.Id}", holder.ToString());
    }

    [Fact]
    public void NameOf_NoSuchProcess_IsNull() => Assert.Null(ProcessTable.NameOf(int.MaxValue));

    [Fact]
    public void Find_Programs_TakesTheFirstThatIsThere()
    {
        Assert.EndsWith("/sh", Programs.Find("no-such-program-anywhere", "sh"), StringComparison.Ordinal);
        Assert.Null(Programs.Find("no-such-program-anywhere"));
    }

    [Fact]
    public void FindPostgres_SeveralMajors_TakesTheNewestOrTheWanted()
    {
        _folder.WriteProgram("14/bin/postgres", "");
        _folder.WriteProgram("15/bin/postgres", "");
        _folder.WriteProgram("17/bin/postgres", "");
        _folder.Write("18/bin/psql", "client only");

        Assert.Equal((_folder.Below("17", "bin"), 17), Programs.FindPostgres(root: _folder.Path));
        Assert.Equal((_folder.Below("15", "bin"), 15), Programs.FindPostgres(15, _folder.Path));
        Assert.Null(Programs.FindPostgres(14, _folder.Path));
        Assert.Null(Programs.FindPostgres(root: _folder.Below("nowhere")));
    }

    [Fact]
    public void Account_Oneself_NeedsNoPrefixAndEntersAnything()
    {
        var self = new ServerAccount(User: null);

        Assert.Empty(self.Prefix);
        Assert.True(self.CanEnter(_folder.Below("not", "there", "yet")));
    }

    [Fact]
    public void Account_Root_GivesFilesAway()
    {
        if (!ServerAccount.IsRoot)
        {
            return;
        }

        var account = ServerAccount.For("daemon");
        account.CreateFolder(_folder.Below("given"));
        account.WriteSecretFile(_folder.Below("given", "secret"), "s3cret");

        var seen = Command.Run([.. account.Prefix, "cat", _folder.Below("given", "secret")], TimeSpan.FromSeconds(10));
        Assert.Equal("s3cret", seen.Output.Trim());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Below("given", "secret")));
        Assert.Throws<IOException>(() => account.Own(_folder.Below("absent")));
    }

    [Fact]
    public void Account_Unknown_IsOneself()
    {
        Assert.Null(ServerAccount.For("no-such-account").User);
        Assert.False(ServerAccount.Exists("root", _folder.Below("no-passwd")));
    }
}
