using System.Diagnostics;
using System.Net;
using System.Text;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Tests.Crashes;

/// <summary>What a crash in the middle of writing the state leaves behind, and what becomes of it.</summary>
public sealed class HalfWrittenTests : IAsyncLifetime
{
    private static readonly DeploymentState _before = new(4, Slot.Green);
    private static readonly DeploymentState _after = new(5, Slot.Blue);

    private TwoSlots _slots = null!;

    private string Written => $"{_slots.StateFile}.new";

    public async Task InitializeAsync() => _slots = await TwoSlots.StartAsync();

    public async Task DisposeAsync() => await _slots.DisposeAsync();

    // A pipe that nobody empties stands for a disk that does not answer.
    [Fact]
    public async Task Write_TheDiskStallsAndTheGatewayIsKilled_NobodySawTheChange()
    {
        await using var killed = await GatewayProgram.StartAsync(_slots);
        using var pipe = await FullPipeAsync(Written);

        var change = killed.Operator.PostAsync("/deployments", new { slot = "green", mode = "switch" });
        await Eventually.TrueAsync(() => Directory.GetFiles($"/proc/{killed.Id}/fd").Any(IsWritten));
        var state = await killed.Operator.StateAsync();
        Assert.Equal(("idle", 0), (state.GetProperty("phase").GetString(), state.GetProperty("revision").GetInt32()));
        Assert.Equal("blue", await killed.SlotOfAsync("anybody"));
        Assert.False(change.IsCompleted);

        await killed.KillAsync();
        pipe.StandardInput.Close();
        await Assert.ThrowsAsync<HttpRequestException>(() => change);
        File.Delete(Written);
        await File.WriteAllTextAsync(Written, Text(_after)[..20]);
        await using var next = await GatewayProgram.StartAsync(_slots);
        Assert.Equal("idle", (await next.Operator.StateAsync()).GetProperty("phase").GetString());
        Assert.Equal("blue", await next.SlotOfAsync("anybody"));
        Assert.Equal(HttpStatusCode.Created, (await next.Operator.PostAsync("/deployments", new { slot = "green", mode = "switch" })).StatusCode);
        // The deployment goes on, and writes again for each step.
        await Eventually.TrueAsync(() => !File.Exists(Written));

        bool IsWritten(string descriptor)
        {
            try
            {
                return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName == Written;
            }
            catch (IOException)
            {
                // Closed in between.
                return false;
            }
        }
    }

    // Half written, written and not yet on the disk, on the disk and without its name.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.5)]
    public async Task Start_TheNewStateHasNotItsName_TheOldOneHolds(double share)
    {
        DeploymentFile.Write(_slots.StateFile, _before);
        await File.WriteAllTextAsync(Written, Text(_after)[..(int)(Text(_after).Length * share)]);

        await using var next = await GatewayProgram.StartAsync(_slots);

        Assert.Equal(_before.Revision, (await next.Operator.StateAsync()).GetProperty("revision").GetInt64());
        Assert.Equal("green", await next.SlotOfAsync("anybody"));
        Assert.Equal(HttpStatusCode.OK, (await next.Operator.PostAsync("/pause?seconds=30")).StatusCode);
        Assert.False(File.Exists(Written));
        Assert.Equal(_before.Revision + 1, DeploymentFile.Read(_slots.StateFile)!.Revision);
    }

    // What was given its name counts, though nobody was told any more.
    [Fact]
    public async Task Start_TheNewStateHasItsName_Holds()
    {
        DeploymentFile.Write(_slots.StateFile, _before);
        DeploymentFile.Write(_slots.StateFile, _after);

        await using var next = await GatewayProgram.StartAsync(_slots);

        Assert.Equal(_after.Revision, (await next.Operator.StateAsync()).GetProperty("revision").GetInt64());
        Assert.Equal("blue", await next.SlotOfAsync("anybody"));
    }

    // Only a broken disk does that. Nobody is served by guess, and the operator reads what to do.
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task Start_TheStateItselfIsCutOff_IsRefusedWithTheRemedy(double share)
    {
        var text = Text(_before);
        await File.WriteAllTextAsync(_slots.StateFile, text[..(int)(text.Length * share)]);
        await File.WriteAllTextAsync(Written, Text(_after));

        var (exitCode, output) = await GatewayProgram.RunAsync(_slots);

        Assert.Equal(2, exitCode);
        Assert.Contains("Gateway:Deployments:StateFile cannot be read", output, StringComparison.Ordinal);
        Assert.Contains("move the file away", output, StringComparison.Ordinal);
    }

    private string Text(DeploymentState state)
    {
        var path = Path.Combine(Path.GetDirectoryName(_slots.StateFile)!, "other.json");
        DeploymentFile.Write(path, state);
        return File.ReadAllText(path, Encoding.UTF8);
    }

    /// <summary>A pipe that takes no byte more, until the process' input is closed.</summary>
    private static async Task<Process> FullPipeAsync(string path)
    {
        const string Script = "mkfifo \"$0\" && exec 3<>\"$0\" && head -c 65536 /dev/zero >&3 && echo full && read line";
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", Script, path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("full", await process.StandardOutput.ReadLineAsync());
        return process;
    }
}
