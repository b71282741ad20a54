using FamilyCart.EndToEnd.Tests.Images;

namespace FamilyCart.EndToEnd.Tests.Compose;

/// <summary>One published UAT that runs, for all tests that leave it as it was.</summary>
public sealed class ComposeTopology(ImageEngine engine) : IAsyncLifetime
{
    private const int Offset = 14000;

    private readonly SemaphoreSlim _turn = new(1);
    private ComposeProject? _project;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_project is not null)
        {
            await _project.DisposeAsync();
        }

        _turn.Dispose();
    }

    /// <summary>Makes the images when the first test needs them.</summary>
    internal async Task MakeImagesAsync()
    {
        if (!engine.HasTopology)
        {
            await ImageEngine.ScriptAsync("compose");
            await engine.RefreshAsync();
            await ImageEngine.ScriptAsync("images");
            await ImageEngine.ScriptAsync("images", "--monitoring");
            await ImageEngine.ScriptAsync("services", "--tag", ComposeProject.Tag);
            engine.HasTopology = true;
        }
    }

    /// <summary>Starts the part <c>uat</c> when the first test needs it.</summary>
    internal Task<ComposeProject> UpAsync() => UpAsync(Offset, []);

    /// <summary>Starts it when the first test needs it.</summary>
    /// <param name="offset">Of its ports.</param>
    /// <param name="absent">Services that are left out.</param>
    /// <param name="settings">Of publishing, besides the ordinary ones.</param>
    internal async Task<ComposeProject> UpAsync(int offset, IReadOnlyCollection<string> absent, params string[] settings)
    {
        await _turn.WaitAsync();
        try
        {
            if (_project is null)
            {
                await MakeImagesAsync();
                _project = await ComposeProject.PublishAsync(engine, offset, settings);
                var result = await _project.UpAsync(absent);
                Assert.True(result.ExitCode == 0, result.Errors + (await _project.ComposeAsync("logs", "--tail", "20")).Output);
            }

            return _project;
        }
        finally
        {
            _turn.Release();
        }
    }
}
