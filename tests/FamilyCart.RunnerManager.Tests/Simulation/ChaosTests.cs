using System.Globalization;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Tests.Support;
using Xunit.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Simulation;

/// <summary>Thousands of jobs in simulated time. A seed that fails can be run again.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int FewJobs = 1000;
    private const int Jobs = 3000;
    private const int ManyJobs = 10_000;
    private const int Maximum = 40;

    private static readonly TimeSpan s_betweenJobs = TimeSpan.FromSeconds(4.8);

    // A job that no webhook told of is found by the next poll, and a runner that never listens is replaced after a minute.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(3);

    [Fact]
    public void Run_NothingGoesWrong_StartsOneRunnerAJobAndNoMore()
    {
        var fleet = Run(1, Chaos.None, FewJobs);

        Assert.InRange(fleet.Minted, FewJobs, FewJobs + Maximum);
        Assert.True(fleet.GitHub.Waits.Max() < 5, $"{fleet.GitHub.Waits.Max()} s");
    }

    [Theory]
    [InlineData(20261121)]
    public void Run_WebhooksLostDoubledAndLate_StrandsNoJobAndStartsFewTooMany(int seed) => RunFull(seed, Jobs);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Category", "Long")]
    public void Run_WebhooksLostDoubledAndLateByOtherSeeds_StrandsNoJobAndStartsFewTooMany(int seed) => RunFull(seed, Jobs);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [Trait("Category", "Long")]
    public void Run_TenThousandJobs_StrandsNoneAndStartsFewTooMany(int seed) => RunFull(seed, ManyJobs);

    [Theory]
    [InlineData(20261121)]
    public void Run_SessionsLostAtGitHub_AreReplacedAndStrandNoJob(int seed) => RunPhantoms(seed, FewJobs);

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    [Trait("Category", "Long")]
    public void Run_SessionsLostAtGitHubByOtherSeeds_AreReplacedAndStrandNoJob(int seed) => RunPhantoms(seed, Jobs);

    [Fact]
    public void Run_SameSeed_GoesTheSameWay() => Assert.Equal(Run(7, Chaos.Full, FewJobs).GitHub.Waits, Run(7, Chaos.Full, FewJobs).GitHub.Waits);

    private void RunPhantoms(int seed, int jobs)
    {
        var fleet = Run(seed, Chaos.Full with { Phantoms = 0.05 }, jobs);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"seed {seed}: {fleet.GitHub.Jobs.Count} jobs, {fleet.Phantoms} phantoms, {fleet.Found} found before a job was, longest wait {fleet.GitHub.Waits.Max():0.0} s"));
        Assert.True(fleet.GitHub.Waits.Max() < s_longestWait.TotalSeconds, $"{fleet.GitHub.Waits.Max()} s");
        Assert.InRange(fleet.Found, 1, fleet.Phantoms);
    }

    private void RunFull(int seed, int jobs)
    {
        var fleet = Run(seed, Chaos.Full, jobs);

        var surplus = fleet.Minted - fleet.Deaf - fleet.GitHub.Jobs.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {fleet.GitHub.Jobs.Count} jobs, {fleet.Minted} runners, {fleet.Deaf} deaf, surplus {100.0 * surplus / fleet.GitHub.Jobs.Count:0.00} %, longest wait {fleet.GitHub.Waits.Max():0.0} s"));
        Assert.True(fleet.GitHub.Waits.Max() < s_longestWait.TotalSeconds, $"{fleet.GitHub.Waits.Max()} s");
        Assert.InRange(surplus, 0, fleet.GitHub.Jobs.Count * 0.02);
    }

    private static SimulatedFleet Run(int seed, Chaos chaos, int jobs = Jobs)
    {
        var fleet = new SimulatedFleet(seed, chaos, Some.Pool(maximum: Maximum, minimumIdle: 2));
        fleet.Run(jobs, jobs * s_betweenJobs);
        Assert.All(fleet.GitHub.Jobs, job => Assert.Equal(GitHubJobStatus.Completed, job.Status));
        Assert.Equal(fleet.GitHub.Jobs.Count, fleet.GitHub.Waits.Count);
        return fleet;
    }
}
