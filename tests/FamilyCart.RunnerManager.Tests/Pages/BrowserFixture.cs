using FamilyCart.Testing.Browser;

namespace FamilyCart.RunnerManager.Tests.Pages;

/// <summary>One browser for all tests of a class.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public SharedChromium Chromium { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Chromium.DisposeAsync();
}
