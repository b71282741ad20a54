using FamilyCart.RunnerManager.WorkflowLeases;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.WorkflowLeases;

public sealed class LeaseSettingsTests
{
    [Fact]
    public void Read_Nothing_AllowsTheEnvironmentsAlone()
    {
        var (settings, faults) = Read(null);

        Assert.Empty(faults);
        Assert.Equal(["uat", "staging", "production"], settings.Names.Exact);
        Assert.All(["production", "staging", "uat"], name => Assert.True(settings.Names.Allow(name)));
        Assert.All(["", "other", "production-2", "Production", "*"], name => Assert.False(settings.Names.Allow(name)));
    }

    [Theory]
    [InlineData("migrations", true)]
    [InlineData("migrations-2", false)]
    [InlineData("deploy-", true)]
    [InlineData("deploy-web", true)]
    [InlineData("deploy", false)]
    [InlineData("a.deploy-web", false)]
    [InlineData("production", true)]
    public void Allow_NamesAndPatterns_AddToTheEnvironments(string name, bool allowed)
    {
        var (settings, faults) = Read(" migrations, deploy-* ,,production");

        Assert.Empty(faults);
        Assert.Equal(allowed, settings.Names.Allow(name));
        Assert.Equal("uat, staging, production, migrations, deploy-*", settings.Names.ToString());
    }

    [Theory]
    [InlineData("*")]
    [InlineData("deploy-**")]
    [InlineData("*-web")]
    [InlineData("Deploy")]
    [InlineData("a/b")]
    public void Read_NameThatIsNone_IsAFaultWithARemedy(string name) =>
        Assert.StartsWith($"Leases:Names is '{name}', which is not", Assert.Single(Read(name).Faults), StringComparison.Ordinal);

    [Fact]
    public void Read_TooManyNames_IsAFault() =>
        Assert.StartsWith("Leases:Names has 101 names", Assert.Single(Read(string.Join(',', Enumerable.Range(1, 101).Select(number => $"name-{number}"))).Faults), StringComparison.Ordinal);

    private static (LeaseSettings Settings, IReadOnlyList<string> Faults) Read(string? names)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Leases:Names", names)]).Build();
        var reader = new SettingReader(configuration.GetSection(LeaseSettings.Section));
        return (LeaseSettings.Read(reader), reader.Faults);
    }
}
