using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.Pools;

public sealed class PoolSettingsTests
{
    [Fact]
    public void Read_ScopeAlone_HasTheDefaultsOfTheUat()
    {
        var (settings, faults) = Read("uat-runner:Scope=family/cart");

        Assert.Empty(faults);
        var pool = Assert.Single(settings.All);
        Assert.Equal(("uat-runner", "family/cart", 1, 3), (pool.Name, pool.Scope.Name, pool.MinimumIdle, pool.Maximum));
        Assert.Equal((PoolRole.Primary, DeployEnvironment.Uat, false), (pool.Role, pool.Environment, pool.AuthorizedForProd));
        Assert.Equal(["linux", "self-hosted", "x64"], pool.Labels);
        Assert.Equal(new RunnerLimits(8L << 30, 2), pool.Limits);
        Assert.Equal("uat-runner-2", pool.SlotName(2));
    }

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var (settings, faults) = Read(
            "prod:Scope=family", "prod:Labels=Linux, prod,linux", "prod:RunnerGroup=deployers", "prod:MinimumIdle=2", "prod:Maximum=9", "prod:Role=secondary",
            "prod:Environment=production", "prod:AuthorizedForProd=true", "prod:Priority=5", "prod:Hosts=b, a", "prod:MemoryGigabytes=0.5", "prod:Processors=1.5");

        Assert.Empty(faults);
        Assert.Equivalent(
            new Pool("prod", GitHubScope.TryParse("family")!, ["linux", "prod"], "deployers", 2, 9, PoolRole.Secondary, DeployEnvironment.Production, true, 5, RunnerDriver.Process, ["b", "a"], new RunnerLimits(1L << 29, 1.5)),
            Assert.Single(settings.All),
            strict: true);
    }

    [Fact]
    public void Read_Persistent_KeepsAllOfItsRunners()
    {
        var (settings, faults) = Read("a:Scope=family/cart", "a:Persistent=true", "a:Maximum=5");

        Assert.Empty(faults);
        Assert.Equal((true, 5, 5), Assert.Single(settings.All) is var pool ? (pool.Persistent, pool.MinimumIdle, pool.Maximum) : default);
    }

    [Theory]
    [InlineData("Driver=container", "Pools:a:Persistent is true for a pool whose runners are containers, which are registered for one job each; set Driver=process")]
    [InlineData("MinimumIdle=1", "Pools:a:MinimumIdle is '1', which is not 3 as Maximum")]
    public void Read_PersistentWithWhatItCannotBe_NamesKeyAndRemedy(string setting, string expected) =>
        Assert.Contains(Read("a:Scope=family/cart", "a:Persistent=true", $"a:{setting}").Faults, fault => fault.StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("a:Maximum=3", "Pools:a:Scope is missing; name the repository")]
    [InlineData("a:Scope=a/b/c", "Pools:a:Scope is 'a/b/c', which is not")]
    [InlineData("a:MinimumIdle=4", "Pools:a:MinimumIdle is '4', which is not at most Maximum, which is 3")]
    [InlineData("a:Role=1", "Pools:a:Role is '1', which is not one of primary, secondary")]
    [InlineData("a:Environment=moon", "Pools:a:Environment is 'moon', which is not one of uat, staging, production")]
    [InlineData("a:AuthorizedForProd=true", "Pools:a:AuthorizedForProd is true for a pool of another environment")]
    [InlineData("a:Driver=vm", "Pools:a:Driver is 'vm', which is not one of process, container")]
    [InlineData("a:Builder=true", "Pools:a:Builder is true for a pool whose runners are no containers; set Driver=container")]
    [InlineData("a:Hosts=good,not good", "Pools:a:Hosts is 'not good'")]
    [InlineData("a:Hosts=h234567890123456789012345678901234567890123456789012345678901", "Pools:a:Hosts is 'h23")]
    [InlineData("a:Maximum=0", "Pools:a:Maximum is '0'")]
    [InlineData("A:Scope=a/b", "Pools:A is no name of a pool")]
    public void Read_Fault_NamesKeyAndRemedy(string setting, string expected) =>
        Assert.Contains(Read(setting).Faults, fault => fault.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Read_SeveralFaults_NamesAllOfThem() =>
        Assert.Equal(4, Read("a:Role=x", "b:Scope=family/cart", "b:Maximum=-1", "b:Processors=many").Faults.Count);

    [Theory]
    [InlineData("family/cart", "repos/family/cart")]
    [InlineData("family", "orgs/family")]
    [InlineData("enterprises/households", "enterprises/households")]
    [InlineData("family/..", null)]
    [InlineData("-family", null)]
    [InlineData("family/cart/", null)]
    [InlineData("", null)]
    public void TryParse_Scope_KnowsItsPathAndRefusesTheRest(string text, string? path) => Assert.Equal(path, GitHubScope.TryParse(text)?.Path);

    [Theory]
    [InlineData("family/cart", "Family/Cart", true)]
    [InlineData("family", "family/cart", true)]
    [InlineData("family", "family-of-another/cart", false)]
    [InlineData("enterprises/households", "family/cart", true)]
    public void Covers_Repository_GoesByTheOwner(string scope, string repository, bool covered) =>
        Assert.Equal(covered, GitHubScope.TryParse(scope)!.Covers(repository));

    private static (PoolSettings Settings, IReadOnlyList<string> Faults) Read(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create($"{PoolSettings.Section}:{pair[0]}", (string?)pair[1])))
            .Build();
        var reader = new SettingReader(configuration.GetSection(PoolSettings.Section));
        return (PoolSettings.Read(reader), reader.Faults);
    }
}
