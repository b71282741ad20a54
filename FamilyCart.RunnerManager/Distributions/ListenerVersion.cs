using System.ComponentModel;
using System.Globalization;
using FamilyCart.RunnerManager.Drivers.Processes;

namespace FamilyCart.RunnerManager.Distributions;

/// <summary>What a distribution says of its own version.</summary>
internal static class ListenerVersion
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <param name="folder">The distribution, as it was prepared.</param>
    /// <param name="settings">As whom to ask.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it does not say.</returns>
    /// <exception cref="IOException">The machine could not start it.</exception>
    public static async Task<string?> AskAsync(string folder, ProcessDriverSettings settings, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        var user = Environment.IsPrivilegedProcess ? Tool.AsUser(settings.FirstUserId.ToString(CultureInfo.InvariantCulture)) : [];
        try
        {
            var (code, output) = await Tool.RunAsync([.. user, Path.Combine(folder, ProcessDriverSettings.Listener), "--version"], limit.Token);
            return code == 0 && Version.TryParse(output.Trim(), out var known) ? known.ToString() : null;
        }
        catch (Exception exception) when (exception is Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
