using System.Diagnostics;

namespace FamilyCart.Gateway.Tests.Support;

/// <summary>Waits for what another process or a background probe will do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < _patience, $"The condition was not met within {_patience.TotalSeconds} s.");
            await Task.Delay(10);
        }
    }

    /// <summary>Looks until it sees these.</summary>
    public static async Task EqualAsync(IReadOnlyList<string> expected, Func<Task<IReadOnlyList<string>>> look)
    {
        var waited = Stopwatch.StartNew();
        for (var seen = await look(); !seen.SequenceEqual(expected); seen = await look())
        {
            if (waited.Elapsed > _patience)
            {
                Assert.Equal(expected, seen);
            }

            await Task.Delay(10);
        }
    }

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));
}
