namespace FamilyCart.Ops.Tests.Support;

/// <summary>Waits for what another process does.</summary>
internal static class Waiting
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    public static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var end = DateTime.UtcNow + s_limit; !await isSo(); await Task.Delay(s_pause))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"Waited {s_limit.TotalSeconds:0} s for {what}.");
            }
        }
    }
}
