using System.Security.Cryptography;
using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>images/runner, with the scripted runner for the released one and this machine's programs for what it takes from elsewhere.</summary>
[Collection("images")]
[Trait("Category", "Long")]
[Trait("Needs", "Engine")]
public sealed class RunnerImageTests(ImageEngine engine)
{
    private const string Image = "familycart/test-actions-runner:1";

    [ImageFact]
    public async Task Build_ArchiveOfTheContext_MakesARunnerThatTheManagerCanRun()
    {
        await ImageEngine.ScriptAsync("images", "--tools");
        using var context = new TemporaryFolder();
        var checksum = await FillAsync(context);

        var built = await BuildAsync(context, checksum);

        Assert.True(built.ExitCode == 0, built.Output + built.Errors);
        // As the manager does: a volume for the runner's folder, memory for /tmp, and nothing else to write to.
        var said = await engine.AskAsync(
            "run", "--rm", "--network", "none", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--tmpfs", "/tmp:exec", "--volume", "/home/runner",
            "--env", "HOME=/home/runner", "--entrypoint", "/bin/sh", Image, "-ec",
            """
            id -u; id -g; pwd
            [ -x bin/Runner.Listener ] && [ -x bin/Runner.Worker ]
            touch mine && ! touch /theirs 2>/dev/null
            bin/Runner.Listener --version
            env --default-signal=INT,QUIT true
            dotnet --version >/dev/null && node --version >/dev/null && npm --version >/dev/null && python3 --version >/dev/null && git --version >/dev/null && make --version >/dev/null
            command -v buildctl
            ! command -v docker
            """);
        var lines = said.Split('\n');
        Assert.Equal(["1001", "1001", "/home/runner"], lines[..3]);
        Assert.True(Version.TryParse(lines[3], out _), said);
        Assert.Equal("/usr/local/bin/buildctl", lines[^1]);
        Assert.Equal("1001:1001 2.0.1", await engine.AskAsync("image", "inspect", "--format", """{{.Config.User}} {{index .Config.Labels "familycart.runner.version"}}""", Image));
        Assert.DoesNotContain("actions-runner.tar.gz", await engine.AskAsync("run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", Image, "-c", "ls -R /home/runner; ls /"), StringComparison.Ordinal);
    }

    [ImageTheory]
    [InlineData("2.0.1", "0000000000000000000000000000000000000000000000000000000000000000", "the archive's checksum is ")]
    [InlineData("2.0.1", "", "RUNNER_SHA256 is ''")]
    [InlineData("", "0000000000000000000000000000000000000000000000000000000000000000", "RUNNER_VERSION is empty")]
    public async Task Build_WrongArgument_Refuses(string version, string checksum, string said)
    {
        await ImageEngine.ScriptAsync("images", "--tools");
        using var context = new TemporaryFolder();
        await FillAsync(context);

        var built = await BuildAsync(context, checksum, version, "familycart/test-actions-runner:wrong");

        Assert.NotEqual(0, built.ExitCode);
        Assert.Contains($"unpack.sh: {said}", built.Output + built.Errors, StringComparison.Ordinal);
        Assert.NotEqual(0, (await engine.DockerAsync("image", "inspect", "familycart/test-actions-runner:wrong")).ExitCode);
    }

    private Task<CommandResult> BuildAsync(TemporaryFolder context, string checksum, string version = "2.0.1", string image = Image) => engine.DockerAsync(
        "build", "--network", "none", "--build-arg", "PACKAGES=", "--build-arg", $"RUNNER_VERSION={version}", "--build-arg", $"RUNNER_SHA256={checksum}", "--tag", image, context.File("runner"));

    // The folder of the repository, with the scripted runner where a release would be put.
    private static async Task<string> FillAsync(TemporaryFolder context)
    {
        var archive = context.File("runner/archive/actions-runner.tar.gz");
        var made = await RunningCommand.RunAsync(
            ["/bin/sh", "-ec", "cp -r \"$1\" \"$2\" && tar -c -z -f \"$4\" -C \"$3\" .", "sh", Repository.File("images/runner"), context.File("runner"),
                Repository.File("tests/FamilyCart.GitHubEmulator.Runner/bin/Debug/net10.0/distribution"), archive]);
        Assert.True(made.ExitCode == 0, made.Errors);
        return Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive)));
    }
}
