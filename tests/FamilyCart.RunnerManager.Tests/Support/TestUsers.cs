namespace FamilyCart.RunnerManager.Tests.Support;

/// <summary>User ids for runners. Whoever removes a runner ends all that its user id has, so no two tests may share one.</summary>
internal static class TestUsers
{
    // Another test run on the same machine is another process, with another block.
    private const int Lowest = 1_000_000;
    private const int AProcess = 100_000;
    private const int AFleet = 500;

    private static int s_last = -1;

    /// <summary>The first of 500 ids that nobody else has.</summary>
    public static int Next() => Lowest + (Environment.ProcessId % 1000 * AProcess) + (Interlocked.Increment(ref s_last) * AFleet);
}
