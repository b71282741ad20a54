using System.Globalization;

namespace FamilyCart.AppHost.Restarts;

/// <summary>Something died, and what is done about it.</summary>
/// <param name="Resource">Its name.</param>
/// <param name="ExitCode">Null where the orchestrator does not know it.</param>
/// <param name="Delay">How long until it is started again; null when it stays down.</param>
/// <param name="Try">How often it has been started again within the window, this time included.</param>
internal sealed record RestartNotice(string Resource, int? ExitCode, TimeSpan? Delay, int Try)
{
    /// <summary>The notice as a person reads it.</summary>
    public string Sentence => Delay is { } delay
        ? string.Create(CultureInfo.InvariantCulture, $"{Resource} {Died}; it is started again in {delay.TotalSeconds:0} s (try {Try} of {RestartHistory.Tries}).")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Resource} {Died} although it was started again {Try} times within {RestartHistory.Window.TotalMinutes:0} minutes, and stays down; mend what its log says and start it in the dashboard, or run again.");

    private string Died => ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}") : "could not be started";
}
