using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Tests.Deployments;

public sealed class DeploymentFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deployments-").FullName;

    private string File => Path.Combine(_folder, "state.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_NoFile_IsNone() => Assert.Null(DeploymentFile.Read(File));

    [Fact]
    public void Read_Written_IsTheSame()
    {
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var deployment = new Deployment(Guid.NewGuid(), Slot.Green, Slot.Blue, DeploymentMode.Canary, "ann", now, DeploymentPhase.Canary, now) { Step = 1, Key = "key" };
        var state = new DeploymentState(3, Slot.Blue)
        {
            Current = deployment,
            Pause = new TrafficPause("bob", now, now.AddSeconds(3)),
            Recent = [deployment with { Id = Guid.NewGuid(), EndedAt = now, Reason = "why", TakenBackBy = "ann" }],
        };
        DeploymentFile.Write(File, state);
        DeploymentFile.Write(File, state);
        Assert.Equal(state, DeploymentFile.Read(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"revision\": 1")]
    [InlineData("{\"revision\": 1, \"active\": \"purple\"}")]
    [InlineData("{\"revision\": 1, \"active\": 1}")]
    [InlineData("{\"revision\": -1, \"active\": \"blue\"}")]
    [InlineData("{\"revision\": 1, \"active\": \"blue\", \"recent\": null}")]
    [InlineData("{\"revision\": 1, \"active\": \"blue\", \"unheard\": 1}")]
    public void Read_NoState_SaysSo(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Throws<InvalidDataException>(() => DeploymentFile.Read(File));
    }

    [Fact]
    public void Read_EveryTruncation_IsNeverTakenForAnotherState()
    {
        DeploymentFile.Write(File, new DeploymentState(3, Slot.Green));
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<InvalidDataException>(() => DeploymentFile.Read(File));
        }
    }

    [Fact]
    public void Write_FolderIsGone_LeavesNothingHalf()
    {
        var gone = Path.Combine(_folder, "gone", "state.json");
        Assert.ThrowsAny<IOException>(() => DeploymentFile.Write(gone, new DeploymentState(1, Slot.Blue)));
    }
}
