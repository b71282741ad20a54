using System.Globalization;
using FamilyCart.AppHost.Resources;

namespace FamilyCart.AppHost.Launch;

/// <summary>Whether a resource is where the run wants it.</summary>
internal enum Verdict
{
    Starting,
    Up,
    Failed,
}

/// <summary>One line of the table.</summary>
/// <param name="Name">The resource.</param>
/// <param name="Expectation">When it counts as up.</param>
/// <param name="Url">Where it answers, if it does.</param>
/// <param name="Observation">The last that was heard of it.</param>
/// <param name="Kind">How it runs: process, container, project, database, model, absent.</param>
/// <param name="Seconds">From the start of the run to healthy, or to completion.</param>
internal sealed record StatusRow(
    string Name, string Kind, Expectation Expectation, string? Url, Observation Observation, double? Seconds)
{
    public Verdict Verdict => Expectation switch
    {
        Expectation.Optional => Verdict.Up,
        Expectation.Completed when HasEnded && Observation.ExitCode == 0 => Verdict.Up,
        Expectation.Completed when HasEnded && Observation.ExitCode is not null => Verdict.Failed,
        Expectation.Completed => HasFailedToStart ? Verdict.Failed : Verdict.Starting,
        _ when HasEnded || HasFailedToStart => Verdict.Failed,
        _ => IsHealthy ? Verdict.Up : Verdict.Starting,
    };

    public string State => Observation.State ?? "Pending";

    public string Health => Observation switch
    {
        _ when Expectation == Expectation.Completed => HasEnded && Observation.ExitCode == 0 ? "completed" : "-",
        { Healthy: true } => "healthy",
        { Healthy: false } => "unhealthy",
        _ => "-",
    };

    /// <summary>Running and healthy by its own checks, whatever the run expects of it.</summary>
    public bool IsHealthy => Observation is { State: "Running", Healthy: true };

    /// <summary>Why it is not up, for the sentence that ends a run.</summary>
    public string Reason => Observation switch
    {
        _ when HasEnded => string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {Observation.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}"),
        _ when HasFailedToStart => "it could not be started",
        { State: "Waiting" } => "it still waits for others",
        { Complaint: { } complaint } => $"it runs but is not healthy: {complaint}",
        { State: "Running" } => "it runs but has not reported its health",
        _ => $"its state is {State}",
    };

    private bool HasEnded => Observation.State is "Finished" or "Exited";

    private bool HasFailedToStart => Observation.State is "FailedToStart" or "RuntimeUnhealthy";
}
