using System.Globalization;
using System.Net;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>Lets requests to GitHub out no faster than its limits allow, and learns the limits from the answers.</summary>
internal sealed partial class GovernorHandler(
    GitHubConfiguration configuration, Allowances allowances, ServerClock clock, GitHubMetrics metrics, TimeProvider time, ILogger<GovernorHandler> logger)
    : DelegatingHandler
{
    private const int LongestAnswer = 32 * 1024 * 1024;

    private readonly SemaphoreSlim _slots = new(configuration.Current.Limits.Concurrency);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = GitHubCall.Current;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken);
        var allowance = allowances.Of(call.Credential);
        if (request.Method == HttpMethod.Get)
        {
            return await GovernAsync(request, call, allowance, end.Token);
        }

        await allowance.Writing.WaitAsync(end.Token);
        try
        {
            return await GovernAsync(request, call, allowance, end.Token);
        }
        finally
        {
            allowance.Writing.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _slots.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> GovernAsync(HttpRequestMessage request, GitHubCall call, Allowance allowance, CancellationToken cancellationToken)
    {
        await WaitAsync(request.Method, call, allowance, cancellationToken);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            call.Sent = true;
            var answer = await ExchangeAsync(request, cancellationToken);
            await LearnAsync(answer, call, allowance, cancellationToken);
            return answer;
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task WaitAsync(HttpMethod method, GitHubCall call, Allowance allowance, CancellationToken cancellationToken)
    {
        var limits = configuration.Current.Limits;
        var waited = TimeSpan.Zero;
        while (allowance.Take(call.Bucket, method, limits) is ({ Ticks: > 0 } wait, var reason))
        {
            waited += wait;
            if (waited > limits.LongestWait)
            {
                throw new CallEndedException(new GitHubError(
                    GitHubFault.Limited, $"A limit of {call.Credential} applies to {call.Operation} ({reason}).", time.GetUtcNow() + wait));
            }

            metrics.Waited(reason, wait);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    // The whole answer is read here, so that it counts as under way and within its time.
    private async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(configuration.Current.Limits.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage? answer = null;
        try
        {
            answer = await base.SendAsync(request, either.Token);
            await answer.Content.LoadIntoBufferAsync(LongestAnswer, either.Token);
            return answer;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            answer?.Dispose();
            throw new HttpRequestException("GitHub did not answer in time.");
        }
        catch
        {
            answer?.Dispose();
            throw;
        }
    }

    private async Task LearnAsync(HttpResponseMessage answer, GitHubCall call, Allowance allowance, CancellationToken cancellationToken)
    {
        clock.Learn(answer.Headers.Date);
        var bucket = Header(answer, "x-ratelimit-resource") ?? call.Bucket;
        if (Number(answer, "x-ratelimit-limit") is { } most && Number(answer, "x-ratelimit-remaining") is { } left && Number(answer, "x-ratelimit-reset") is { } reset)
        {
            allowance.Learn(bucket, new Budget((int)most, (int)left, DateTimeOffset.FromUnixTimeSeconds(reset)));
        }

        if (answer.StatusCode != HttpStatusCode.NotModified && !call.Free)
        {
            metrics.Charged(call.Operation, bucket);
        }

        if (await IsLimitAsync(answer, cancellationToken))
        {
            var until = allowance.Refused(RetryAfter(answer), bucket);
            call.LimitedUntil = until;
            LogLimited(call.Operation, call.Credential, bucket, until);
        }
        else if (answer.IsSuccessStatusCode)
        {
            allowance.Served();
        }
    }

    // A 403 may as well be for want of a permission; GitHub tells them apart by headers and, for want of those, by words.
    private static async Task<bool> IsLimitAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return true;
        }

        if (answer.StatusCode != HttpStatusCode.Forbidden)
        {
            return false;
        }

        if (answer.Headers.RetryAfter is not null || Number(answer, "x-ratelimit-remaining") == 0)
        {
            return true;
        }

        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        return body.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || body.Contains("abuse", StringComparison.OrdinalIgnoreCase);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        var wait = answer.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - clock.Now) : null;
        return wait is null ? null : TimeSpan.FromSeconds(Math.Clamp(wait.Value.TotalSeconds, 1, 3600));
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static long? Number(HttpResponseMessage answer, string name) =>
        long.TryParse(Header(answer, name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= int.MaxValue * 100L ? value : null;

    [LoggerMessage(3110, LogLevel.Warning, "GitHub limits {Operation} of {Credential} in {Bucket} until {Until}.")]
    private partial void LogLimited(string operation, string credential, string bucket, DateTimeOffset until);
}
