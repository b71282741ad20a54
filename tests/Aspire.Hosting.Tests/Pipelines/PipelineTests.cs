using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Tests.Pipelines;

public sealed class PipelineTests
{
    [Fact]
    public async Task Run_Step_RunsWhatItNeedsFirstAndNothingElse()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "last"]);
        var ran = new List<string>();
        Add("part", requiredBy: "middle");
        Add("last", dependsOn: "middle");
        Add("middle", dependsOn: "first");
        Add("other", dependsOn: "last");
        Add("first");
        Add("prepared", requiredBy: WellKnownPipelineSteps.BeforeStart);

        await using var application = builder.Build();
        await application.RunAsync();

        Assert.Equal(["prepared", "first", "part", "middle", "last"], ran);

        void Add(string name, string? dependsOn = null, string? requiredBy = null) => builder.Pipeline.AddStep(
            name,
            _ =>
            {
                ran.Add(name);
                return Task.CompletedTask;
            },
            dependsOn,
            requiredBy);
    }

    [Fact]
    public void CreateBuilder_UnknownOperation_NamesTheOnesThereAre()
    {
        var fault = Assert.Throws<DistributedApplicationException>(() => DistributedApplication.CreateBuilder(["--operation", "sing"]));

        Assert.Contains("'publish' or 'run'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownHealthCheck_NamesItAndTheResource()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish"]);
        builder.AddContainer("box", "example/box").WithHealthCheck("no-such-check");
        await using var application = builder.Build();

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.StartAsync());

        Assert.Contains("'no-such-check'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'box'", fault.Message, StringComparison.Ordinal);
    }
}
