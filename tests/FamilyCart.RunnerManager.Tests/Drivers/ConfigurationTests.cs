using FamilyCart.RunnerManager.Drivers;
using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace FamilyCart.RunnerManager.Tests.Drivers;

/// <summary>The runner's own configuration, as a real process.</summary>
public sealed class ConfigurationTests
{
    private const string Token = "AABF3JGZDX3P5PMEXLND6TS6FCWO6";
    private const string Name = "uat-1-abcdefgh";

    [Fact]
    public async Task ConfigureAsync_Good_HasTheFilesAndNothingIsLeft()
    {
        using var script = new ScriptedRunner($"""
            #!/bin/sh
            [ "$*" = "configure --unattended --name steady" ] || exit 7
            [ "$ACTIONS_RUNNER_INPUT_TOKEN" = {Token} ] || exit 8
            tr '\0' ' ' </proc/$$/cmdline | grep -q {Token} && exit 9
            cd "$(dirname "$0")/.."
            for file in .runner .credentials .credentials_rsaparams; do printf "$file of %s" "$(id -u)" >$file; done
            """);
        var driver = Driver(script, out var user);

        var (files, obstacle) = await driver.ConfigureAsync(Name, ["--unattended", "--name", "steady"], Token, CancellationToken.None);

        Assert.Null(obstacle);
        Assert.Equal([".credentials", ".credentials_rsaparams", ".runner"], files!.Keys.Order());
        Assert.Equal($".runner of {user}", System.Text.Encoding.UTF8.GetString(files[".runner"]));
        Assert.Empty(Left(script));
    }

    [Fact]
    public async Task ConfigureAsync_Refused_SaysWhyWithoutTheToken()
    {
        using var script = new ScriptedRunner("#!/bin/sh\necho \"Http response code: NotFound for $ACTIONS_RUNNER_INPUT_TOKEN\" >&2\nexit 1");

        var (files, obstacle) = await Driver(script, out _).ConfigureAsync(Name, [], Token, CancellationToken.None);

        Assert.Null(files);
        Assert.Equal("The runner's configuration ended with 1: Http response code: NotFound for ***", obstacle);
        Assert.Empty(Left(script));
    }

    [Fact]
    public async Task ConfigureAsync_SaysDoneAndWroteNothing_IsNoRegistration()
    {
        using var script = new ScriptedRunner("#!/bin/sh\nexit 0");

        var (files, obstacle) = await Driver(script, out _).ConfigureAsync(Name, [], Token, CancellationToken.None);

        Assert.Null(files);
        Assert.StartsWith("The runner could not be configured", obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigureAsync_AnotherWasLeftInTheMiddle_RemovesIt()
    {
        using var script = new ScriptedRunner("#!/bin/sh\nexit 1");
        Directory.CreateDirectory(Path.Combine(script.Runners, ".uat-2-bcdefghj.configuration", "root"));

        await Driver(script, out _).ConfigureAsync(Name, [], Token, CancellationToken.None);

        Assert.Empty(Left(script));
    }

    [Fact]
    public async Task TidyAsync_AManagerEndedInTheMiddle_RemovesWhatItLeft()
    {
        using var script = new ScriptedRunner();
        Directory.CreateDirectory(Path.Combine(script.Runners, ".uat-2-bcdefghj.configuration", "root"));
        IRunnerDriver driver = Driver(script, out _);

        await driver.TidyAsync(CancellationToken.None);

        Assert.Empty(Left(script));
    }

    [RootFact]
    public async Task StartAsync_ConfigurationThatWasLeftHasTheNextUser_TakesAnother()
    {
        using var script = new ScriptedRunner();
        var driver = Driver(script, out var user);
        var left = Path.Combine(script.Runners, ".uat-2-bcdefghj.configuration");
        Directory.CreateDirectory(new RunnerFolder(left).State);
        await File.WriteAllTextAsync(new RunnerFolder(left).UserId, user);

        Assert.Null(await driver.StartAsync(Name, Some.Pool(), new Dictionary<string, byte[]>(), CancellationToken.None));

        Assert.NotEqual(user, await File.ReadAllTextAsync(new RunnerFolder(Path.Combine(script.Runners, Name)).UserId));
        await driver.RemoveAsync(Name, CancellationToken.None);
    }

    [Fact]
    public async Task ConfigureAsync_ItsProcessesGoOn_AreEndedWithIt()
    {
        using var script = new ScriptedRunner("#!/bin/sh\n(exec setsid sleep 600 >/dev/null 2>&1 </dev/null) &\nexit 1");

        await Driver(script, out var user).ConfigureAsync(Name, [], Token, CancellationToken.None);

        Assert.True(!Environment.IsPrivilegedProcess || !ProcessTable.OfUser(int.Parse(user, System.Globalization.CultureInfo.InvariantCulture)).Any());
        Assert.Empty(Left(script));
    }

    private static ProcessDriver Driver(ScriptedRunner script, out string user)
    {
        var first = TestUsers.Next();
        user = Environment.IsPrivilegedProcess ? $"{first}" : $"{NativeMethods.EffectiveUserId()}";
        return new ProcessDriver(new ProcessDriverSettings(script.Distribution, script.Runners, first), TimeProvider.System, NullLogger<ProcessDriver>.Instance);
    }

    private static IEnumerable<string> Left(ScriptedRunner script) =>
        Directory.GetDirectories(script.Runners).Select(path => Path.GetFileName(path)).Where(name => name.EndsWith(".configuration", StringComparison.Ordinal));
}
