using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Machine;

public sealed class ContainerEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_NotInstalled_NamesTheEnginesThatWouldDo() =>
        Assert.Equal(new EngineFinding(null, "neither no-docker nor no-podman is installed"), ContainerEngine.Find([], ["no-docker", "no-podman"]));

    [Fact]
    public void Find_NotAnswering_SaysSo()
    {
        var engine = Engine("exit 1");

        Assert.Equal(new EngineFinding(null, $"{engine} does not answer"), ContainerEngine.Find(["db:1"], ["no-docker", engine]));
    }

    [Fact]
    public void Find_FirstDoesNotAnswer_TakesTheNext()
    {
        var silent = _folder.WriteProgram("silent", "exit 1");
        var engine = Engine("exit 0");

        Assert.Equal(new EngineFinding(engine, null), ContainerEngine.Find(["db:1"], [silent, engine]));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("manifest")]
    public void Find_EveryImageHereOrInTheRegistry_HasNoObstacle(string where)
    {
        var engine = Engine($"case $1 in info | {where}) exit 0 ;; *) exit 1 ;; esac");

        Assert.Equal(new EngineFinding(engine, null), ContainerEngine.Find(["db:1", "cache:2"], [engine]));
    }

    [Fact]
    public void Find_OneImageNowhere_NamesItAndTheEnginesReason()
    {
        var engine = Engine("case $1-$3 in *-cache:2) echo 'using a mirror' >&2; echo 'no such host.' >&2; exit 1 ;; esac");

        Assert.Equal(
            new EngineFinding(engine, $"{engine} does not have the image cache:2 and cannot pull it (no such host)"),
            ContainerEngine.Find(["db:1", "cache:2"], [engine]));
    }

    private string Engine(string script) => _folder.WriteProgram("engine", script);
}
