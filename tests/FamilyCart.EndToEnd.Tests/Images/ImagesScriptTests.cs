using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>What build/images.sh refuses before it builds anything.</summary>
public sealed class ImagesScriptTests
{
    [Theory]
    [InlineData("--bogus", "", "unknown option '--bogus'.")]
    [InlineData("--tag", "", "--tag needs a value.")]
    [InlineData("--tag", "a b", "--tag is 'a b'; it must be up to 128 letters, digits, dots, dashes and underscores.")]
    [InlineData("--base", "-x", "--base is '-x', which is no image's name.")]
    [InlineData("--sdk", "sdk:10", "--sdk goes with --dockerfile.")]
    public async Task Images_WrongArgument_EndsWithOneSentenceAndUsage(string option, string value, string said)
    {
        var result = await RunningCommand.RunAsync([Repository.File("build/images.sh"), option, value]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"images.sh: {said}", result.ErrorLines[0]);
        Assert.StartsWith("usage: build/images.sh ", result.ErrorLines[1], StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Images_NoEngine_SaysHowToHaveOne()
    {
        using var folder = new TemporaryFolder();
        // Older clients than the engine's own are refused in the same way.
        folder.Program("bin", "docker", "exit 1");
        var variables = new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///nowhere.sock", ["PATH"] = $"{folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" };

        var result = await RunningCommand.RunAsync([Repository.File("build/images.sh")], variables);

        Assert.Equal(8, result.ExitCode);
        Assert.Equal("images.sh: no container engine answers at unix:///nowhere.sock; start it, or set DOCKER_HOST, or see tests/engine.sh --help.", Assert.Single(result.ErrorLines));
        Assert.Empty(result.Output);
    }
}
