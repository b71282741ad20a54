using System.Globalization;
using System.Threading.RateLimiting;
using FamilyCart.Api.Problems;
using FamilyCart.Api.Telemetry;
using FamilyCart.Api.Tokens;
using Microsoft.AspNetCore.RateLimiting;

namespace FamilyCart.Api.Hosting;

/// <summary>
/// Lets each account have a few requests worked on at a time, so that one of them cannot take all connections to the database from
/// the others, however many it sends.
/// </summary>
internal static class AccountTurns
{
    internal static void AddAccountTurns(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<RequestSettings, AccountMetrics>((limiter, settings, metrics) =>
        {
            var turns = new ConcurrencyLimiterOptions
            {
                PermitLimit = settings.PerAccount,
                QueueLimit = settings.QueuePerAccount,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Guid>(context =>
                context.Features.Get<Caller>() is { } caller
                    ? RateLimitPartition.GetConcurrencyLimiter(caller.Id, _ => turns)
                    : RateLimitPartition.GetNoLimiter(Guid.Empty));
            limiter.OnRejected = async (rejected, cancellationToken) =>
            {
                metrics.RequestLimited("account");
                rejected.HttpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
                await FailureProblems.WriteAsync(rejected.HttpContext, Failure.TooManyRequests);
            };
        });
    }
}
