using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FamilyCart.ServiceDefaults.Health;

// Runs checks side by side. A check that throws or takes too long fails alone, and its exception's text stays inside.
internal sealed partial class CheckRunner(
    IServiceScopeFactory scopes,
    IOptions<HealthCheckServiceOptions> registered,
    HealthSettings settings,
    TimeProvider time,
    ILogger<CheckRunner> logger)
{
    // Not every check honours its token. One that does not is left behind, and not started again before it has come back.
    private readonly ConcurrentDictionary<string, Task<HealthCheckResult>> _leftBehind = new(StringComparer.Ordinal);

    public async Task<Report> RunAsync(Func<HealthCheckRegistration, bool> picks, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var checks = await Task.WhenAll(registered.Value.Registrations.Where(picks).Select(check => RunAsync(check, cancellationToken)));
        return new Report(checks, time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<CheckResult> RunAsync(HealthCheckRegistration registration, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var limit = registration.Timeout > TimeSpan.Zero ? registration.Timeout : settings.CheckTimeout;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (status, description) = await JudgeAsync(registration, limit, ended);
        return new CheckResult(registration.Name, status, description, time.GetElapsedTime(started).TotalMilliseconds);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A check may throw anything, and its fault is the answer.")]
    private async Task<(HealthStatus Status, string? Description)> JudgeAsync(
        HealthCheckRegistration registration,
        TimeSpan limit,
        CancellationTokenSource ended)
    {
        if (_leftBehind.TryGetValue(registration.Name, out var earlier) && !earlier.IsCompleted)
        {
            return (registration.FailureStatus, "An earlier run of this check has not come back.");
        }

        var check = Task.Run(() => CheckAsync(registration, ended.Token), ended.Token);
        try
        {
            var result = await check.WaitAsync(limit, time, ended.Token);
            return (result.Status, result.Description);
        }
        catch (TimeoutException) when (!check.IsCompleted)
        {
            _leftBehind[registration.Name] = check;
            await ended.CancelAsync();
            LogTimeout(registration.Name, limit);
            return (registration.FailureStatus, string.Create(CultureInfo.InvariantCulture, $"No answer within {limit.TotalSeconds:0.###} s."));
        }
        catch (Exception exception)
        {
            LogFailed(registration.Name, exception.GetType().Name);
            return (registration.FailureStatus, $"The check failed with {exception.GetType().Name}.");
        }
    }

    private async Task<HealthCheckResult> CheckAsync(HealthCheckRegistration registration, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new HealthCheckContext { Registration = registration };
        return await registration.Factory(scope.ServiceProvider).CheckHealthAsync(context, cancellationToken);
    }
}
