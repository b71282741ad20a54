using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Scripts;

public sealed class ArgumentTests
{
    [Theory]
    [InlineData("run", "--bogus", "unknown option '--bogus'")]
    [InlineData("run", "--json", "--json needs a value")]
    [InlineData("run", "--name=x=y", "unknown option '--name=x=y'")]
    [InlineData("run", "Parameters:uat-db-password=x", "Parameters:uat-db-password is a secret, and others could read it in the list of processes; give it as the environment variable Parameters__uat_db_password")]
    [InlineData("run", "Backup:Copy:SecretKey=x", "Backup:Copy:SecretKey is a secret, and others could read it in the list of processes; give it as the environment variable Backup__Copy__SecretKey")]
    [InlineData("run", "Topology:Runtime=vm", "Topology:Runtime is 'vm'; it must be auto, containers or processes")]
    [InlineData("run", "stray", "unknown option 'stray'")]
    [InlineData("test", "--bogus", "unknown option '--bogus'")]
    [InlineData("test", "--only", "--only needs a value")]
    public async Task Script_WrongOption_EndsWithOneSentenceAndUsage(string script, string option, string said)
    {
        var result = await RunningCommand.RunAsync([Repository.File(script), option]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"{script}: {said}.", result.ErrorLines[0]);
        Assert.StartsWith("usage: ", result.ErrorLines[1], StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("--name", "Uat", "such as demo")]
    [InlineData("--name", "", "needs a value")]
    [InlineData("--port-offset", "-1", "such as 20000")]
    [InlineData("--port-offset", "1e3", "such as 20000")]
    [InlineData("--feed", "both", "official or restricted")]
    [InlineData("--configuration", "debug", "Debug or Release")]
    public async Task Run_WrongValue_EndsWithOneSentenceThatSaysWhatIsRight(string option, string value, string said)
    {
        var result = await RunningCommand.RunAsync([Repository.File("run"), option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(said, result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task Script_Help_ListsEveryOptionOfTheUsage(string script)
    {
        var result = await RunningCommand.RunAsync([Repository.File(script), "--help"]);

        var usage = result.Output[..result.Output.IndexOf("\n\n", StringComparison.Ordinal)];
        var explained = result.Output[usage.Length..].Split('\n').Select(line => line.Trim().Split(' ')[0]).ToList();
        var options = usage.Split(' ', '[', ']', '|', '\n').Where(word => word.StartsWith("--", StringComparison.Ordinal));
        Assert.Equal(0, result.ExitCode);
        Assert.All(options, option => Assert.Contains(option, explained));
    }
}
