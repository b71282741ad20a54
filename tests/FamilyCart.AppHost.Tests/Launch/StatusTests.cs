using Aspire.Hosting.ApplicationModel;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Resources;

namespace FamilyCart.AppHost.Tests.Launch;

public sealed class StatusTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(nameof(Expectation.Healthy), null, null, null, nameof(Verdict.Starting))]
    [InlineData(nameof(Expectation.Healthy), "Running", null, null, nameof(Verdict.Starting))]
    [InlineData(nameof(Expectation.Healthy), "Running", false, null, nameof(Verdict.Starting))]
    [InlineData(nameof(Expectation.Healthy), "Running", true, null, nameof(Verdict.Up))]
    [InlineData(nameof(Expectation.Healthy), "Finished", null, 0, nameof(Verdict.Failed))]
    [InlineData(nameof(Expectation.Healthy), "Exited", null, 137, nameof(Verdict.Failed))]
    [InlineData(nameof(Expectation.Healthy), "FailedToStart", null, null, nameof(Verdict.Failed))]
    [InlineData(nameof(Expectation.Healthy), "RuntimeUnhealthy", null, null, nameof(Verdict.Failed))]
    [InlineData(nameof(Expectation.Completed), "Running", true, null, nameof(Verdict.Starting))]
    [InlineData(nameof(Expectation.Completed), "Finished", null, null, nameof(Verdict.Starting))]
    [InlineData(nameof(Expectation.Completed), "Finished", null, 0, nameof(Verdict.Up))]
    [InlineData(nameof(Expectation.Completed), "Finished", null, 1, nameof(Verdict.Failed))]
    [InlineData(nameof(Expectation.Completed), "FailedToStart", null, null, nameof(Verdict.Failed))]
    [InlineData(nameof(Expectation.Optional), "FailedToStart", null, null, nameof(Verdict.Up))]
    public void Verdict_StateAndHealth_IsWhatTheRunExpects(string expectation, string? state, bool? healthy, int? exitCode, string verdict) =>
        Assert.Equal(verdict, Row(Enum.Parse<Expectation>(expectation), state, healthy, exitCode).Verdict.ToString());

    [Theory]
    [InlineData("Finished", null, 7, null, "it ended with exit code 7")]
    [InlineData("FailedToStart", null, null, null, "it could not be started")]
    [InlineData("Waiting", null, null, null, "it still waits for others")]
    [InlineData("Running", false, null, "connection refused", "it runs but is not healthy: connection refused")]
    [InlineData("Running", null, null, null, "it runs but has not reported its health")]
    [InlineData(null, null, null, null, "its state is Pending")]
    public void Reason_NotUp_SaysWhy(string? state, bool? healthy, int? exitCode, string? complaint, string reason)
    {
        var row = Row(Expectation.Healthy, state, healthy, exitCode);

        Assert.Equal(reason, (row with { Observation = row.Observation with { Complaint = complaint } }).Reason);
    }

    [Fact]
    public void Update_FirstTimeHealthy_KeepsTheSeconds()
    {
        var board = Board(("db", Expectation.Healthy), ("api", Expectation.Healthy));

        Assert.NotNull(board.Update("db", Running(null), s_second));
        Assert.NotNull(board.Update("db", Running(true), 2 * s_second));
        Assert.Null(board.Update("db", Running(true), 3 * s_second));
        board.Update("db", Running(false), 4 * s_second);
        board.Update("db", Running(true), 5 * s_second);

        Assert.Equal(2, board.Rows[0].Seconds);
        Assert.False(board.Settled.IsCompleted);
    }

    [Fact]
    public async Task Settled_EverythingUp_CompletesWithNothing()
    {
        var board = Board(("db", Expectation.Healthy), ("migrations", Expectation.Completed), ("ollama", Expectation.Optional));
        board.Update("db", Running(true), s_second);
        board.Update("migrations", new Observation("Finished", null, 0, null, null), 2 * s_second);

        Assert.Null(await board.Settled);
        Assert.Equal("completed", board.Rows[1].Health);
        Assert.Equal(2, board.Rows[1].Seconds);
    }

    [Fact]
    public async Task Settled_FirstFailure_StaysTheCause()
    {
        var board = Board(("db", Expectation.Healthy), ("api", Expectation.Healthy));
        board.Update("db", new Observation("Finished", null, 1, null, null), s_second);
        board.Update("api", new Observation("FailedToStart", null, null, null, null), s_second);

        Assert.Equal("db", (await board.Settled)?.Name);
    }

    [Fact]
    public void Update_ResourceOutsideTheTable_IsIgnored() =>
        Assert.Null(Board(("db", Expectation.Healthy)).Update("aspire-dashboard", Running(true), s_second));

    private static Observation Running(bool? healthy) => new("Running", healthy, null, 42, null);

    private static StatusRow Row(Expectation expectation, string? state, bool? healthy, int? exitCode) =>
        new("x", "process", expectation, null, new Observation(state, healthy, exitCode, null, null), null);

    private static StatusBoard Board(params (string Name, Expectation Expectation)[] resources) =>
        new(resources.Select(resource =>
        {
            var executable = new ExecutableResource(resource.Name, "true", "/");
            executable.Annotations.Add(new RoleAnnotation("process", resource.Expectation));
            return executable;
        }));
}
