using System.Text.Json;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Secrets;

public sealed class SecretStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.Below("familycart", "uat", "secrets.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_NewSecrets_IsReadableByTheOwnerOnly()
    {
        var store = new SecretStore(File);
        store.GetOrCreate("operator-token");
        store.Save();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File)!));
        Assert.Equal([File], Directory.GetFiles(Path.GetDirectoryName(File)!));
    }

    [Fact]
    public void GetOrCreate_NextRun_IsTheSame()
    {
        var first = new SecretStore(File);
        var secret = first.GetOrCreate("uat-db-password");
        first.Save();

        Assert.Equal(secret, new SecretStore(File).GetOrCreate("uat-db-password"));
    }

    [Fact]
    public void GetOrCreate_Secrets_AreLongDistinctAndPlain()
    {
        var store = new SecretStore(File);
        var secrets = Enumerable.Range(0, 50).Select(i => store.GetOrCreate($"secret-{i}")).ToList();

        Assert.Equal(50, secrets.Distinct().Count());
        Assert.All(secrets, secret => Assert.Matches("^[A-Za-z0-9]{32}$", secret));
    }

    [Fact]
    public void Save_NothingNew_DoesNotTouchTheFile()
    {
        var store = new SecretStore(File);
        store.GetOrCreate("a");
        store.Save();
        System.IO.File.SetLastWriteTimeUtc(File, DateTime.UnixEpoch);

        var again = new SecretStore(File);
        again.GetOrCreate("a");
        again.Save();

        Assert.Equal(DateTime.UnixEpoch, System.IO.File.GetLastWriteTimeUtc(File));
    }

    [Fact]
    public void New_DamagedFile_Throws()
    {
        _folder.Write("familycart/uat/secrets.json", "{");

        Assert.Throws<JsonException>(() => new SecretStore(File));
    }

    [Fact]
    public void PathFor_Topologies_DifferAndLieOutsideTheRepository()
    {
        Assert.NotEqual(SecretStore.PathFor("uat"), SecretStore.PathFor("test"));
        Assert.EndsWith("familycart/uat/secrets.json", SecretStore.PathFor("uat"), StringComparison.Ordinal);
    }
}
