namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>Waits for other processes, whose progress shows only where they leave it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    public static Task<T> IsAsync<T>(Func<T> look, Func<T, bool> expected) => IsAsync(() => Task.FromResult(look()), expected);

    public static async Task<T> IsAsync<T>(Func<Task<T>> look, Func<T, bool> expected)
    {
        using var limit = new CancellationTokenSource(s_patience);
        while (true)
        {
            var seen = await look();
            if (expected(seen))
            {
                return seen;
            }

            Assert.False(limit.IsCancellationRequested, $"Still: {seen}");
            await Task.Delay(10);
        }
    }
}
