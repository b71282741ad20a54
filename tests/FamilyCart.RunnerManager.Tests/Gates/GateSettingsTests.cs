using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.Pools;
using FamilyCart.RunnerManager.Rollbacks;
using FamilyCart.ServiceDefaults.Configuration;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.RunnerManager.Tests.Gates;

public sealed class GateSettingsTests
{
    private const string Hook = "RollbackHook:";

    [Fact]
    public void Read_Nothing_RequiresNothingAndTellsNobody()
    {
        var (settings, hook, faults) = Read();

        Assert.Empty(faults);
        Assert.Null(hook.Url);
        Assert.All(settings.Requirements.Values, requirements => Assert.Empty(requirements.RequiredSecrets));
    }

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var (settings, hook, faults) = Read(
            "production:RequiredSecrets=DEPLOY_KEY, other", "production:RequiredPermissions=contents: read,deployments:write", "LongestAge=00:00:03",
            $"{Hook}Url=https://deploy.example/rollback", $"{Hook}Secret=sixteen letters!", $"{Hook}Timeout=00:00:02", $"{Hook}Attempts=3");

        Assert.Empty(faults);
        var production = settings.Requirements[DeployEnvironment.Production];
        Assert.Equal(["DEPLOY_KEY", "other"], production.RequiredSecrets);
        Assert.Equal((PermissionLevel.Read, PermissionLevel.Write), (production.RequiredPermissions["contents"], production.RequiredPermissions["deployments"]));
        Assert.Empty(settings.Requirements[DeployEnvironment.Uat].RequiredSecrets);
        Assert.Equal(("https://deploy.example/rollback", TimeSpan.FromSeconds(2), 3), (hook.Url!.ToString(), hook.Timeout, hook.Attempts));
    }

    [Theory]
    [InlineData("production:RequiredSecrets=a-b", "Gates:production:RequiredSecrets is 'a-b'")]
    [InlineData("uat:RequiredPermissions=contents", "Gates:uat:RequiredPermissions is 'contents'")]
    [InlineData("uat:RequiredPermissions=contents: admin", "Gates:uat:RequiredPermissions is 'contents: admin'")]
    [InlineData("LongestAge=00:01:00", "Gates:LongestAge is '00:01:00'")]
    [InlineData("RollbackHook:Url=https://deploy.example", "Gates:RollbackHook:Secret is missing")]
    [InlineData("RollbackHook:Secret=sixteen letters!", "Gates:RollbackHook:Url is missing")]
    [InlineData("RollbackHook:Secret=short", "Gates:RollbackHook:Secret is too short")]
    [InlineData("RollbackHook:Url=http://deploy.example", "Gates:RollbackHook:Url is no plain https address")]
    [InlineData("RollbackHook:Url=https://me:hunter2@deploy.example", "Gates:RollbackHook:Url is no plain https address")]
    [InlineData("RollbackHook:Url=https://deploy.example?token=hunter2", "Gates:RollbackHook:Url is no plain https address")]
    [InlineData("RollbackHook:Url=file:///etc/passwd", "Gates:RollbackHook:Url is no plain https address")]
    [InlineData("RollbackHook:Attempts=0", "Gates:RollbackHook:Attempts is '0'")]
    public void Read_Fault_NamesKeyAndRemedyAndNoSecret(string setting, string expected)
    {
        var (_, _, faults) = Read(setting);

        Assert.Contains(faults, fault => fault.StartsWith(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains("hunter2", StringComparison.Ordinal) || fault.Contains("short'", StringComparison.Ordinal));
    }

    private static (GateSettings Settings, RollbackHookSettings Hook, IReadOnlyList<string> Faults) Read(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => setting.Split('=', 2)).Select(pair => new KeyValuePair<string, string?>($"Gates:{pair[0]}", pair[1])))
            .Build();
        var gates = new SettingReader(configuration.GetSection(GateSettings.Section));
        var hook = new SettingReader(configuration.GetSection(RollbackHookSettings.Section));
        var read = (GateSettings.Read(gates), RollbackHookSettings.Read(hook));
        return (read.Item1, read.Item2, [.. gates.Faults, .. hook.Faults]);
    }
}
