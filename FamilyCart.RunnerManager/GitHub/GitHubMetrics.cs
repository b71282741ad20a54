using System.Diagnostics.Metrics;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.Telemetry;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>What GitHub is asked, and what is left: more of the meter FamilyCart.RunnerManager.</summary>
internal sealed class GitHubMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _chargeable;
    private readonly Histogram<double> _waits;

    public GitHubMetrics(IMeterFactory meters, Allowances allowances, CredentialReports reports, TimeProvider time)
    {
        _meter = meters.Create(RunnerManagerMetrics.MeterName);
        _calls = _meter.CreateCounter<long>("familycart.runner.github.calls", "{call}", "Calls, by operation and outcome.");
        _chargeable = _meter.CreateCounter<long>("familycart.runner.github.chargeable_calls", "{call}", "Requests that count against a limit, by operation and bucket.");
        _waits = _meter.CreateHistogram<double>("familycart.runner.github.wait.duration", "s", "Waits for a limit, by reason.");
        _meter.CreateObservableGauge(
            "familycart.runner.github.budget.remaining", () => Budgets(allowances, static budget => budget.Remaining), "{call}", "Requests that are left, by credential and bucket.");
        _meter.CreateObservableGauge(
            "familycart.runner.github.budget.limit", () => Budgets(allowances, static budget => budget.Limit), "{call}", "Requests in an hour, by credential and bucket.");
        _meter.CreateObservableGauge("familycart.runner.github.credential.days_left", () => DaysLeft(reports, time), "d", "Days until a credential expires, for those that do.");
        _meter.CreateObservableGauge("familycart.runner.github.credential.valid", () => Valid(reports), "{credential}", "1 for a credential without fault, else 0.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Called(string operation, GitHubFault? fault) => _calls.Add(
        1,
        new KeyValuePair<string, object?>("operation", operation),
        new KeyValuePair<string, object?>("outcome", fault?.ToString().ToLowerInvariant() ?? "ok"));

    internal void Charged(string operation, string bucket) => _chargeable.Add(
        1, new KeyValuePair<string, object?>("operation", operation), new KeyValuePair<string, object?>("bucket", bucket));

    internal void Waited(string reason, TimeSpan wait) => _waits.Record(wait.TotalSeconds, new KeyValuePair<string, object?>("reason", reason));

    private static IEnumerable<Measurement<int>> Budgets(Allowances allowances, Func<Budget, int> value) =>
        from credential in allowances.All
        from bucket in credential.Value.Budgets
        select new Measurement<int>(
            value(bucket.Value), new KeyValuePair<string, object?>("credential", credential.Key), new KeyValuePair<string, object?>("bucket", bucket.Key));

    private static IEnumerable<Measurement<double>> DaysLeft(CredentialReports reports, TimeProvider time) =>
        from report in reports.Current
        where report.ExpiresAt is not null
        select new Measurement<double>(report.DaysLeft(time.GetUtcNow())!.Value, new KeyValuePair<string, object?>("credential", report.Name));

    private static IEnumerable<Measurement<int>> Valid(CredentialReports reports) =>
        from report in reports.Current
        where report.Valid is not null
        select new Measurement<int>(report.Valid == true ? 1 : 0, new KeyValuePair<string, object?>("credential", report.Name));
}
