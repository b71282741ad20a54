using System.Diagnostics;

namespace FamilyCart.Api.Tests.Infrastructure;

/// <summary>Watches something outside this process that tells nobody when it changes.</summary>
internal static class Poll
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < _limit, $"Still not so after {_limit}.");
            await Task.Delay(_pause);
        }
    }
}
