using FamilyCart.EndToEnd.Tests.Running;

namespace FamilyCart.EndToEnd.Tests.Images;

/// <summary>tests/engine.sh after a daemon that was killed.</summary>
[Collection("images")]
[Trait("Needs", "Engine")]
public sealed class EngineScriptTests
{
    private const string Name = "killed";

    // A daemon mounts its data on themselves, and unmounts them when it ends by itself.
    private const string Leave = """d=/var/lib/familycart-engine-$(cksum <<<"$0 $1" | cut -d " " -f 1) && mkdir "$d" && mount --bind "$d" "$d" && echo "$d" """;

    [ImageFact]
    public async Task Remove_AfterADaemonThatWasKilled_LeavesNothing()
    {
        var left = await PrivilegedAsync("bash", "-c", Leave, Repository.Root, Name);
        Assert.True(left.ExitCode == 0, left.Errors);

        var removed = await PrivilegedAsync("env", $"FAMILYCART_ENGINE={Name}", Repository.File("tests/engine.sh"), "remove");

        Assert.True(removed.ExitCode == 0, removed.Errors);
        Assert.False(Directory.Exists(left.Output.Trim()));
    }

    private static Task<CommandResult> PrivilegedAsync(params string[] command) => RunningCommand.RunAsync(Environment.IsPrivilegedProcess ? command : ["sudo", "-n", .. command]);
}
