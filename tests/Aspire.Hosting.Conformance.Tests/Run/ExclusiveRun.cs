namespace Aspire.Hosting.Conformance.Tests.Run;

/// <summary>One AppHost of the suite at a time for a user of a machine: the cases ask for fixed ports.</summary>
internal static class ExclusiveRun
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits for its turn; the turn ends when the result is disposed of, or with this process.</summary>
    public static async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"aspire-conformance-{Environment.UserName}.lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(_pause, cancellationToken);
            }
        }
    }
}
