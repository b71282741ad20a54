using System.Globalization;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Postgres;

namespace FamilyCart.AppHost.Launch;

/// <summary>The state of every resource in the table. One task updates it; others may read rows and await its settling.</summary>
internal sealed class StatusBoard
{
    private readonly Lock _gate = new();
    private readonly List<StatusRow> _rows;
    private readonly TaskCompletionSource<StatusRow?> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StatusBoard(IEnumerable<IResource> resources)
    {
        _rows = [.. from resource in resources
                    let role = resource.Role()
                    where role is not null
                    select new StatusRow(resource.Name, role.Kind, role.Expectation, UrlOf(resource), new Observation(null, null, null, null, null), null)];
    }

    public IReadOnlyList<StatusRow> Rows
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows];
            }
        }
    }

    /// <summary>Completes with null when everything is up, or with the first resource that failed.</summary>
    public Task<StatusRow?> Settled => _settled.Task;

    /// <summary>Takes note of a report.</summary>
    /// <param name="resource">Its name; names outside the table are ignored.</param>
    /// <param name="observation">What the orchestrator said.</param>
    /// <param name="elapsed">Since the start of the run.</param>
    /// <returns>The row when a person would see a change, otherwise null.</returns>
    public StatusRow? Update(string resource, Observation observation, TimeSpan elapsed)
    {
        lock (_gate)
        {
            var index = _rows.FindIndex(row => row.Name == resource);
            if (index < 0)
            {
                return null;
            }

            var before = _rows[index];
            // The orchestrator's first report of a process it was told to start has no state yet.
            var after = before with { Observation = observation with { State = observation.State ?? before.Observation.State } };
            var reached = before.Seconds is null && (after.Expectation == Expectation.Completed ? after.Verdict == Verdict.Up : after.IsHealthy);
            _rows[index] = after = reached ? after with { Seconds = elapsed.TotalSeconds } : after;
            if (after.Verdict == Verdict.Failed)
            {
                _settled.TrySetResult(after);
            }
            else if (_rows.TrueForAll(row => row.Verdict == Verdict.Up))
            {
                _settled.TrySetResult(null);
            }

            return (before.State, before.Health) == (after.State, after.Health) ? null : after;
        }
    }

    private static string? UrlOf(IResource resource) => resource switch
    {
        UatDatabaseResource database when UrlOf(database.Parent) is { } server => $"{server}/{database.Plan.Database}",
        _ when resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.Port is not null) is { } endpoint => string.Create(
            CultureInfo.InvariantCulture, $"{(endpoint.UriScheme is "http" or "https" ? $"{endpoint.UriScheme}://" : "")}localhost:{endpoint.Port}"),
        _ => null,
    };
}
