using System.Diagnostics.CodeAnalysis;
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
    public async Task<Report> RunAsync(Func<HealthCheckRegistration, bool> picks, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var checks = await Task.WhenAll(registered.Value.Registrations.Where(picks).Select(check => RunAsync(check, cancellationToken)));
        return new Report(checks, time.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<CheckResult> RunAsync(HealthCheckRegistration registration, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(settings.CheckTimeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var (status, description) = await JudgeAsync(registration, timeout.Token, ended.Token);
        return new CheckResult(registration.Name, status, description, time.GetElapsedTime(started).TotalMilliseconds);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A check may throw anything, and its fault is the answer.")]
    private async Task<(HealthStatus Status, string? Description)> JudgeAsync(
        HealthCheckRegistration registration,
        CancellationToken timeout,
        CancellationToken ended)
    {
        try
        {
            // Not every check honours its token; one that does not is left behind, not waited for.
            var result = await Task.Run(() => CheckAsync(registration, ended), ended).WaitAsync(ended);
            if (result.Exception is not null)
            {
                LogFailed(registration.Name, result.Exception.GetType().Name);
            }

            return (result.Status, result.Description);
        }
        catch (Exception exception)
        {
            LogFailed(registration.Name, exception.GetType().Name);
            return (registration.FailureStatus, timeout.IsCancellationRequested
                ? $"No answer within {settings.CheckTimeout.TotalSeconds:0.###} s."
                : $"The check failed with {exception.GetType().Name}.");
        }
    }

    private async Task<HealthCheckResult> CheckAsync(HealthCheckRegistration registration, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new HealthCheckContext { Registration = registration };
        return await registration.Factory(scope.ServiceProvider).CheckHealthAsync(context, cancellationToken);
    }
}
