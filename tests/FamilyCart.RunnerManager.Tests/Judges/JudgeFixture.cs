using FamilyCart.RunnerManager.Tests.Crashes;

namespace FamilyCart.RunnerManager.Tests.Judges;

/// <summary>One judge for all tests of a class, since it reads GitHub's whole description when it starts; each test has an emulator of its own behind it.</summary>
public sealed class JudgeFixture : IAsyncLifetime
{
    private readonly TcpProxy _way = new(targetPort: 9);
    private PrismProxy? _judge;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_judge is not null)
        {
            await _judge.DisposeAsync();
        }

        await _way.DisposeAsync();
    }

    /// <param name="server">Whose answers are judged from now on.</param>
    /// <returns>Where to ask instead.</returns>
    internal async Task<Uri> JudgeAsync(Uri server)
    {
        _way.TargetPort = server.Port;
        _judge ??= await PrismProxy.StartAsync(new Uri($"http://127.0.0.1:{_way.Port}/"));
        return _judge.Address;
    }
}
