using FamilyCart.GitHubEmulator.Jobs;
using FamilyCart.GitHubEmulator.Tests.Support;

namespace FamilyCart.GitHubEmulator.Tests.Runners;

public sealed class PersistentRunnerTests
{
    [Fact]
    public async Task Configure_ThenRun_TakesOneJobAfterTheOther()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();
        Assert.Equal(0, await runner.RunAsync("configure", "--url", Url(world), "--token", await TokenAsync(world, "registration"), "--name", "steady", "--labels", "uat", "--unattended"));
        Assert.Equal(["self-hosted", "Linux", "X64", "uat"], Assert.Single(world.Control.Runners).Labels);

        runner.Start();
        var first = world.Control.Queue(World.Run(World.Job("first")));
        await world.UntilAsync(first.Jobs[0].Id, JobLife.Completed);
        var second = world.Control.Queue(World.Run(World.Job("second")));
        await world.UntilAsync(second.Jobs[0].Id, JobLife.Completed);
        await world.UntilAsync(control => control.Runners[0] is { Polling: true, Busy: false });

        Assert.All(world.Control.Jobs, job => Assert.Equal(("success", "steady"), (job.Conclusion, job.Runner)));
        Assert.True(runner.Has(".runner"));
    }

    [Fact]
    public async Task RunOnce_JobAfterJob_EndsWithEachAndStaysRegistered()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();
        Assert.Equal(0, await runner.RunAsync("configure", "--url", Url(world), "--token", await TokenAsync(world, "registration"), "--name", "steady", "--labels", "uat", "--unattended"));
        world.Control.Queue(World.Run(World.Job("first")));
        Assert.Equal(0, await runner.RunAsync("run", "--once"));
        var second = world.Control.Queue(World.Run(World.Job("second")));

        Assert.Equal(0, await runner.RunAsync("run", "--once"));

        await world.UntilAsync(second.Jobs[0].Id, JobLife.Completed);
        Assert.Single(world.Control.Runners);
        Assert.True(runner.Has(".runner"));
    }

    [Fact]
    public async Task RunOnce_HandedAnotherJobBeforeItEnds_LeavesThatToTheNextSession()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();
        Assert.Equal(0, await runner.RunAsync("configure", "--url", Url(world), "--token", await TokenAsync(world, "registration"), "--name", "steady", "--labels", "uat", "--unattended"));
        world.Control.Queue(World.Run(World.Job("first", new JobStep(StepKind.Hang, 3))));
        var second = world.Control.Queue(World.Run(World.Job("second"))).Jobs[0].Id;

        Assert.Equal(0, await runner.RunAsync("run", "--once"));
        Assert.Equal((JobLife.Dispatched, 0), world.Control.Jobs.Single(job => job.Id == second) is var handed ? (handed.Life, handed.Executions) : default);
        Assert.Equal(0, await runner.RunAsync("run", "--once"));

        await world.UntilAsync(second, JobLife.Completed);
        Assert.Equal(1, world.Control.Jobs.Single(job => job.Id == second).Executions);
    }

    [Fact]
    public async Task Configure_Ephemeral_GoesWithItsJob()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();
        Assert.Equal(0, await runner.RunAsync("configure", "--url", Url(world), "--token", await TokenAsync(world, "registration"), "--name", "once", "--labels", "uat", "--ephemeral", "--unattended"));
        world.Control.Queue(World.Run(World.Job()));

        Assert.Equal(0, await runner.RunAsync("run"));

        Assert.Empty(world.Control.Runners);
        Assert.False(runner.Has(".runner"));
    }

    [Fact]
    public async Task Remove_WithARemoveToken_TakesTheRegistrationAway()
    {
        await using var world = await World.StartAsync();
        var runner = world.MakeRunner();
        await runner.RunAsync("configure", "--url", Url(world), "--token", await TokenAsync(world, "registration"), "--name", "steady", "--unattended");

        Assert.Equal(1, await runner.RunAsync("remove", "--unattended", "--token", await TokenAsync(world, "remove")));
        Assert.Equal(1, await runner.RunAsync("remove", "--token", await TokenAsync(world, "registration")));
        Assert.Single(world.Control.Runners);
        Assert.Equal(0, await runner.RunAsync("remove", "--token", await TokenAsync(world, "remove")));

        Assert.Empty(world.Control.Runners);
        Assert.False(runner.Has(".runner"));
    }

    [Fact]
    public async Task Configure_WrongTokenOrTakenName_Fails()
    {
        await using var world = await World.StartAsync();
        await world.MintAsync("taken");
        var runner = world.MakeRunner();

        Assert.Equal(1, await runner.RunAsync("configure", "--url", Url(world), "--token", "wrong", "--name", "free", "--unattended"));
        Assert.Equal(1, await runner.RunAsync("configure", "--url", Url(world), "--token", await TokenAsync(world, "registration"), "--name", "taken", "--unattended"));
        Assert.Equal(0, await runner.RunAsync("configure", "--url", Url(world), "--token", await TokenAsync(world, "registration"), "--name", "taken", "--replace", "--unattended"));
    }

    private static string Url(World world) => world.Emulator.Address + World.Repository;

    private static async Task<string> TokenAsync(World world, string use) =>
        (await GitHubClient.JsonAsync(await world.GitHub.PostAsync($"{World.Runners}/{use}-token")))["token"]!.GetValue<string>();
}
