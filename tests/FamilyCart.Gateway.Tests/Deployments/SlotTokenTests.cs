using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Tests.Support;
using FamilyCart.Gateway.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.Gateway.Tests.Deployments;

/// <summary>The token by which slots know the gateway, while another takes its place.</summary>
public sealed class SlotTokenTests : IAsyncLifetime, IDisposable
{
    private const string Old = "old-slot-token-0123456789";
    private const string New = "new-slot-token-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-secrets-").FullName;
    private TwoSlots _slots = null!;

    private string File => Path.Combine(_folder, "slot-token");

    public async Task InitializeAsync() => _slots = await TwoSlots.StartAsync();

    public async Task DisposeAsync() => await _slots.DisposeAsync();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Old, 200, 2)]
    [InlineData(New, 200, 1)]
    [InlineData("neither", 401, 2)]
    public async Task Drain_WhileBothAreValid_GoesByTheOneThatTheSlotKnows(string known, int expected, int asked)
    {
        await using var gateway = await StartAsync($"{New}\n{Old}\n");
        _slots.Blue.DrainToken = known;
        Assert.Equal((expected, asked), (await DrainAsync(gateway), _slots.Blue.Drains.Count));
    }

    [Fact]
    public async Task Drain_FileHasChanged_GoesByTheNewOneWithoutARestart()
    {
        await using var gateway = await StartAsync(Old);
        _slots.Blue.DrainToken = New;
        Assert.Equal(401, await DrainAsync(gateway));
        await System.IO.File.WriteAllTextAsync(File, New);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (await DrainAsync(gateway) != 200)
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private static Task<int?> DrainAsync(RunningGateway gateway) =>
        gateway.Services.GetRequiredService<SlotCalls>().DrainSocketsAsync(Slot.Blue, TimeSpan.Zero, CancellationToken.None);

    private async Task<RunningGateway> StartAsync(string text)
    {
        await System.IO.File.WriteAllTextAsync(File, text);
        return await _slots.StartGatewayAsync(("Gateway:SlotToken", "{secret:slot-token}"), ("Secrets:Folder", _folder));
    }
}
