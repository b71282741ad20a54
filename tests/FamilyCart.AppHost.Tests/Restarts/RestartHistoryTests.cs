using FamilyCart.AppHost.Restarts;
using FamilyCart.Testing;

namespace FamilyCart.AppHost.Tests.Restarts;

public sealed class RestartHistoryTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Next_DeathAfterDeath_WaitsEverLongerAndGivesUpAfterFive()
    {
        var history = new RestartHistory(_time);

        Assert.Equal([1, 2, 4, 8, 16, null], Enumerable.Range(0, 6).Select(_ => history.Next()?.TotalSeconds));
        Assert.Equal(5, history.Count);
    }

    [Fact]
    public void Next_StartsOlderThanTheWindow_DoNotCount()
    {
        var history = new RestartHistory(_time);
        for (var i = 0; i < RestartHistory.Tries; i++)
        {
            history.Next();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Null(history.Next());
        _time.Advance(TimeSpan.FromMinutes(5.1));
        Assert.Equal(TimeSpan.FromSeconds(16), history.Next());
        Assert.Null(history.Next());
    }

    [Fact]
    public void Forget_AfterGivingUp_BeginsAnew()
    {
        var history = new RestartHistory(_time);
        for (var i = 0; i < RestartHistory.Tries; i++)
        {
            history.Next();
        }

        history.Forget();

        Assert.Equal(TimeSpan.FromSeconds(1), history.Next());
    }

    [Theory]
    [InlineData("Running,Finished", true)]
    [InlineData("Starting,FailedToStart", true)]
    [InlineData("Finished", true)]
    [InlineData("Running,Stopping,Finished", false)]
    [InlineData("Running,Finished,,Finished", false)]
    [InlineData("Running,Finished,Starting,Running,Exited", true)]
    [InlineData("Running,Stopping,Finished,Starting,Running", false)]
    [InlineData("NotStarted,Waiting,Starting", false)]
    public void HasDied_LastOfTheseStates_IsADeathUnlessItWasAskedToStop(string states, bool died)
    {
        var candidate = new RestartCandidate(new Aspire.Hosting.ApplicationModel.ParameterResource("any", _ => "", false), _time);

        Assert.Equal(died, states.Split(',').Select(candidate.HasDied).ToList()[^1]);
    }
}
