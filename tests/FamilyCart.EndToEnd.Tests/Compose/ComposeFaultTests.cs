using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FamilyCart.EndToEnd.Tests.Images;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>What is wrong ends with a clear error and a code that is not zero, and leaves nothing behind.</summary>
[Collection("images")]
[Trait("Category", "Topology")]
[Trait("Needs", "Engine")]
public sealed class ComposeFaultTests(ImageEngine engine, ComposeTopology topology) : IClassFixture<ComposeTopology>
{
    private const int Offset = 15000;

    [ImageFact]
    public async Task Secret_MissingOrWeak_IsNamedBeforeAnythingElseStarts()
    {
        await topology.MakeImagesAsync();
        await using var project = await ComposeProject.PublishAsync(engine, Offset);

        await File.WriteAllTextAsync(project.File("secrets", "slot-token"), "changeme");
        var weak = await project.UpAsync();
        Assert.NotEqual(0, weak.ExitCode);
        Assert.Contains("uat-preflight", weak.Errors, StringComparison.Ordinal);
        var logs = await project.ComposeAsync("logs", "uat-preflight");
        Assert.Contains("slot-token", logs.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("changeme", logs.Output, StringComparison.Ordinal);
        Assert.Empty(await project.RunningAsync());
        var again = await project.TryPublishAsync();
        Assert.NotEqual(0, again.ExitCode);
        Assert.Contains("secrets/slot-token is too short", again.Errors, StringComparison.Ordinal);

        File.Delete(project.File("secrets", "slot-token"));
        var missing = await project.UpAsync();
        Assert.NotEqual(0, missing.ExitCode);
        Assert.Contains("slot-token", missing.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await project.TryPublishAsync()).ExitCode);
        Assert.Equal(32, (await File.ReadAllTextAsync(project.File("secrets", "slot-token"))).Length);
    }

    [ImageFact]
    public async Task Image_OfAnotherKindOrNotThere_FailsAndDownLeavesNothing()
    {
        await topology.MakeImagesAsync();
        var project = await ComposeProject.PublishAsync(engine, Offset);
        await using (project)
        {
            await project.SetAsync("UAT_GATEWAY_IMAGE", "familycart/gateway:nobody-made-it");
            var absent = await project.UpAsync();
            Assert.NotEqual(0, absent.ExitCode);
            Assert.Contains("uat-gateway", absent.Errors, StringComparison.Ordinal);

            await project.SetAsync("UAT_GATEWAY_IMAGE", $"familycart/prober:{ComposeProject.Tag}");
            var wrong = await project.UpAsync();
            Assert.NotEqual(0, wrong.ExitCode);
            Assert.Contains("uat-gateway", wrong.Errors, StringComparison.Ordinal);
        }

        Assert.Equal("", await engine.AskAsync("ps", "--all", "--quiet", "--filter", $"label=familycart.topology={project.Name}"));
        Assert.DoesNotContain(project.Name, await engine.AskAsync("network", "ls", "--format", "{{.Name}}"), StringComparison.Ordinal);
        Assert.DoesNotContain(project.Name, await engine.AskAsync("volume", "ls", "--format", "{{.Name}}"), StringComparison.Ordinal);
    }

    [ImageFact]
    public async Task Port_ThatIsTaken_IsNamed()
    {
        await topology.MakeImagesAsync();
        await using var project = await ComposeProject.PublishAsync(engine, Offset);
        using var holder = new TcpListener(IPAddress.Any, 8080 + Offset);
        holder.Start();

        var taken = await project.UpAsync();

        Assert.NotEqual(0, taken.ExitCode);
        Assert.Contains((8080 + Offset).ToString(CultureInfo.InvariantCulture), taken.Errors, StringComparison.Ordinal);
    }
}
