using System.Net;
using FamilyCart.Ops.Secrets;
using FamilyCart.Ops.Secrets.Rotation;

namespace FamilyCart.Ops.Tests.Secrets;

public sealed class TokenRotationTests : IDisposable
{
    private const string Name = "operator-token";
    private const string Old = "old-token-0123456789abcdefgh";

    private readonly PublishedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rotate_SteadyRequests_NoneIsRefusedAndTheOldOneIsAfterwards()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        Add(first.AsReader("first"), second.AsReader("second"));

        // Whoever sends uses the first line, as somebody who has just been told of the new token does.
        var faults = await Rotating.WhileAsync(
            async () => Assert.True((await Rotating.RunAsync(_folder, Name, options: Rotating.Options with { Grace = TimeSpan.FromSeconds(1) })).IsOldRefused),
            async () =>
            {
                var (old, current) = (_folder.LinesOf(Name) is [_, Old], Current());
                var status = await first.AskAsync(old ? Old : current);
                return status == HttpStatusCode.OK || Current() != current ? null : $"{status} of {(old ? "old" : "current")}";
            });

        Assert.Empty(faults);
        Assert.NotEqual(Old, Current());
        Assert.Single(_folder.LinesOf(Name));
        foreach (var service in new[] { first, second })
        {
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await service.AskAsync(Current()), await service.AskAsync(Old)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Rotate_KilledAtAStep_LeavesATokenAndEndsWellWhenRepeated(int step)
    {
        await using var service = await StartAsync();
        Add(service.AsReader("service"));

        await Assert.ThrowsAsync<KilledException>(() => Rotating.RunAsync(_folder, Name, killAt: step));
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(step == 4 ? Current() : Old));
        var begun = Current();
        await Rotating.RunAsync(_folder, Name);

        Assert.Equal(begun == Old || step == 4, begun != Current());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await service.AskAsync(Current()), await service.AskAsync(Old)));
    }

    [Fact]
    public async Task Rotate_KeepOld_LeavesBothUntilItIsRepeated()
    {
        await using var service = await StartAsync();
        Add(service.AsReader("service"));

        Assert.False((await Rotating.RunAsync(_folder, Name, options: Rotating.Options with { KeepOld = true })).IsOldRefused);
        var current = Current();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await service.AskAsync(current), await service.AskAsync(Old)));
        Assert.True((await Rotating.RunAsync(_folder, Name)).IsOldRefused);
        Assert.Equal((current, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (Current(), await service.AskAsync(current), await service.AskAsync(Old)));
    }

    [Fact]
    public async Task Rotate_ReaderIsAway_NamesItAndBothStayValid()
    {
        await using var service = await StartAsync();
        Add(service.AsReader("service"), new SecretReader("away", Once: false, "127.0.0.1:1"));
        var hasty = Rotating.Options with { Patience = TimeSpan.FromSeconds(1) };

        var fault = await Assert.ThrowsAsync<RotationException>(() => Rotating.RunAsync(_folder, Name, options: hasty));
        Assert.Contains("away", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, _folder.LinesOf(Name).Length);
        Assert.Equal(HttpStatusCode.OK, await service.AskAsync(Old));

        await Rotating.RunAsync(_folder, Name, options: Rotating.Options with { Without = new HashSet<string> { "away" } });
        Assert.Equal(HttpStatusCode.Unauthorized, await service.AskAsync(Old));
    }

    [Fact]
    public async Task Rotate_Steps_ShowNoSecret()
    {
        await using var service = await StartAsync();
        Add(service.AsReader("service"));
        var steps = new List<string>();

        var result = await Rotating.RunAsync(_folder, Name, steps);

        var told = string.Join('\n', steps) + result + await service.MetricsAsync();
        Assert.Contains("familycart_secret_written_seconds{", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Old, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Current(), told, StringComparison.Ordinal);
    }

    private Task<ReadingService> StartAsync()
    {
        Add();
        return ReadingService.StartAsync(_folder, ("Operators:topology:Token", $"{{secret:{Name}}}"), ("Operators:topology:Role", "operator"));
    }

    private void Add(params SecretReader[] readers) => _folder.Add(Name, Old + "\n", new SecretUse("token", null, null, null), 24, readers: readers);

    private string Current() => _folder.LinesOf(Name)[0];
}
