using System.Net;
using FamilyCart.RunnerManager.GitHub.Settings;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>Reads again what failed for a passing reason. A write is never sent twice: whoever asked for it looks first.</summary>
internal sealed class RetryHandler(GitHubConfiguration configuration, Jitter jitter, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(0.5);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var retries = request.Method == HttpMethod.Get ? configuration.Current.Limits.Retries : 0;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                if (attempt == retries || !IsPassing(answer.StatusCode))
                {
                    return answer;
                }

                answer.Dispose();
            }
            catch (HttpRequestException) when (attempt < retries && !cancellationToken.IsCancellationRequested)
            {
                // The next attempt, or the last one's exception, tells.
            }

            if (GitHubCall.Current.LimitedUntil is null)
            {
                await Task.Delay(_firstPause * Math.Pow(2, attempt) * (1 + jitter.Next()), time, cancellationToken);
            }
        }
    }

    // A limit passes as well: the governor makes the next attempt wait for it, or ends the call.
    private static bool IsPassing(HttpStatusCode status) =>
        (int)status is 500 or 502 or 503 or 504 || ((int)status is 403 or 429 && GitHubCall.Current.LimitedUntil is not null);
}
