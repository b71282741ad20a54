using FamilyCart.AppHost.Tests.Support;

namespace FamilyCart.AppHost.Tests.Resources.Services;

/// <summary>What the runner manager gets of the settings with which the AppHost was started.</summary>
[Collection(TopologyTests.Name)]
public sealed class FleetSettingsTests(TopologyFixture topology)
{
    private const string Credential = "--GitHub:TokenFile=/nowhere";

    public static TheoryData<string, string> Settings { get; } = new()
    {
        { "Evidence:Keep", "2.00:00:00" },
        { "Gates:uat:RequiredSecrets", "DEPLOY_KEY" },
        { "GitHub:Concurrency", "7" },
        { "Host:Name", "here" },
        { "Leases:Longest", "00:10:00" },
        { "Limits:Processes", "100" },
        { "Plan:Idle", "00:01:00" },
        { "Poll:Interval", "00:00:10" },
        { "Pools:red:Scope", "family/red" },
        { "Readers:Anonymous", "false" },
        { "Runner:Container:Image", "runner:1" },
        { "RunnerHealth:Interval", "00:00:20" },
        { "Status:CacheDuration", "00:00:01" },
        { "Usage:DiskGigabytes", "3" },
        { "Webhook:Waiting", "5" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Environment_SettingOfTheManager_IsHandedOn(string key, string value)
    {
        var name = key.Replace(":", "__", StringComparison.Ordinal);

        Assert.Equal(value, (await EnvironmentAsync($"--{key}={value}"))[name]);
        Assert.Equal(value, (await EnvironmentAsync($"--{key}={value}", Credential))[name]);
    }

    [Fact]
    public async Task Environment_WithTheEmulator_KeepsWhatItsModeSets()
    {
        var environment = await EnvironmentAsync("--github:MODE=github", "--Runner:SameUser=false", "--pools:uat-runner:scope=other/repository", "--Pools:uat-runner:Maximum=9");

        Assert.Equal("emulator", environment["GitHub__Mode"]);
        Assert.Equal("true", environment["Runner__SameUser"]);
        Assert.Equal("family/cart", environment["Pools__uat-runner__Scope"]);
        Assert.Equal("9", environment["Pools__uat-runner__Maximum"]);
        Assert.DoesNotContain(environment.Keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase), names => names.Count() > 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Environment_ContainersOfTheFleet_HaveTheTopologysNameUnlessAnotherIsGiven(bool withCredential)
    {
        string[] credential = withCredential ? [Credential] : [];

        Assert.Equal(topology.Name, (await EnvironmentAsync(credential))["Runner__Container__Fleet"]);
        Assert.Equal("mine", (await EnvironmentAsync([.. credential, "--Runner:Container:Fleet=mine"]))["Runner__Container__Fleet"]);
    }

    [Fact]
    public async Task Environment_SettingsOfOthersAndSectionsThemselves_AreNotHandedOn()
    {
        var environment = await EnvironmentAsync("--Host=a-machine", "--Mail:From=a@example.com", "--Runners:Folder=/nowhere");

        Assert.DoesNotContain(environment.Keys, key => key is "Host" or "Mail__From" or "Runners__Folder");
    }

    private async Task<IReadOnlyDictionary<string, object>> EnvironmentAsync(params string[] more) => await TopologyFixture.EnvironmentOfAsync(
        AppHostModel.Build(topology.Arguments("processes", more)).Single(resource => resource.Name == "uat-runner-manager"));
}
