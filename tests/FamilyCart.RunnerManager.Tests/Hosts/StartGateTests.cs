using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Hosts;
using FamilyCart.Testing;

namespace FamilyCart.RunnerManager.Tests.Hosts;

public sealed class StartGateTests
{
    private readonly ManualTime _time = new();
    private readonly StartGate _gate;

    public StartGateTests() => _gate = new StartGate(_time);

    [Fact]
    public void Obstacle_NothingNoted_IsNone() => Assert.Null(_gate.Obstacle);

    [Fact]
    public void Obstacle_EndsBeforeItListens_LastsTwiceAsLongEachTimeUpToAMinute()
    {
        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            _gate.Note(ListenerEnd.Terminated, listened: false);
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Contains("terminated", _gate.Obstacle, StringComparison.Ordinal);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Null(_gate.Obstacle);
        }
    }

    [Fact]
    public void Obstacle_OneListened_BeginsAnew()
    {
        _gate.Note(ListenerEnd.Terminated, listened: false);
        _gate.Note(ListenerEnd.Terminated, listened: false);
        _time.Advance(TimeSpan.FromMinutes(1));
        _gate.Note(ListenerEnd.Signal, listened: true);
        _gate.Note(ListenerEnd.SessionConflict, listened: false);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_gate.Obstacle);
    }

    [Fact]
    public void Obstacle_GitHubTakesTheVersionNoLonger_LastsTenMinutesAndNamesTheRemedy()
    {
        _gate.Note(ListenerEnd.VersionDeprecated, listened: false);

        Assert.Contains("Runner:Distribution", _gate.Obstacle, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.NotNull(_gate.Obstacle);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_gate.Obstacle);
    }

    [Theory]
    [InlineData(0, "done")]
    [InlineData(1, "terminated")]
    [InlineData(2, "session lost")]
    [InlineData(3, "updated itself")]
    [InlineData(4, "updated itself")]
    [InlineData(5, "session conflict")]
    [InlineData(6, "configuration renewed")]
    [InlineData(7, "version deprecated")]
    [InlineData(125, "not isolated")]
    [InlineData(127, "not run")]
    [InlineData(137, "killed")]
    [InlineData(143, "killed")]
    [InlineData(8, "unknown")]
    [InlineData(null, "unknown")]
    public void Word_ExitCode_SaysWhy(int? exitCode, string word) => Assert.Equal(word, ListenerEnds.Word(ListenerEnds.Of(exitCode)));
}
