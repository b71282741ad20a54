using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Machine;

public sealed class ContainerEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Obstacle_NotInstalled_NamesTheEnginesThatWouldDo() =>
        Assert.Equal("neither no-docker nor no-podman is installed", ContainerEngine.Obstacle([], ["no-docker", "no-podman"]));

    [Fact]
    public void Obstacle_NotAnswering_SaysSo()
    {
        var engine = Engine("exit 1");

        Assert.Equal($"{engine} does not answer", ContainerEngine.Obstacle(["db:1"], ["no-docker", engine]));
    }

    [Fact]
    public void Obstacle_FirstDoesNotAnswer_TakesTheNext()
    {
        var silent = _folder.WriteProgram("silent", "exit 1");

        Assert.Null(ContainerEngine.Obstacle(["db:1"], [silent, Engine("exit 0")]));
    }

    [Theory]
    [InlineData("Docker version 24.0.7, build afdd53b", "24")]
    [InlineData("Docker version 25.0.0, build e758fe5", null)]
    [InlineData("podman version 4.3.1", null)]
    public void Obstacle_ClientTooOldForTheOrchestrator_SaysSo(string says, string? old)
    {
        var engine = Engine($"echo '{says}'");

        Assert.Equal(old is null ? null : $"{engine} is version {old}, and the orchestrator needs 25 or later", ContainerEngine.Obstacle(["db:1"], [engine]));
    }

    [Theory]
    [InlineData("image")]
    [InlineData("manifest")]
    public void Obstacle_EveryImageHereOrInTheRegistry_IsNone(string where)
    {
        var engine = Engine($"case $1 in info | {where}) exit 0 ;; *) exit 1 ;; esac");

        Assert.Null(ContainerEngine.Obstacle(["db:1", "cache:2"], [engine]));
    }

    [Fact]
    public void Obstacle_OneImageNowhere_NamesItAndTheEnginesReason()
    {
        var engine = Engine("case $1-$3 in *-cache:2) echo 'using a mirror' >&2; echo 'no such host.' >&2; exit 1 ;; esac");

        Assert.Equal(
            $"{engine} does not have the image cache:2 and cannot pull it (no such host)", ContainerEngine.Obstacle(["db:1", "cache:2"], [engine]));
    }

    private string Engine(string script) => _folder.WriteProgram("engine", script);
}
