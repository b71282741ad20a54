using System.Net;
using System.Text.Json;
using FamilyCart.RunnerManager.GitHub.Authentication;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Wire;
using Octokit;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Calls GitHub's REST API over Octokit's connection with addresses and types of our own, and never throws for what GitHub or the network does.</summary>
internal sealed class GitHubApi
{
    /// <summary>GitHub counts registrations apart.</summary>
    public const string RegistrationBucket = "actions_runner_registration";

    private const string Accept = "application/vnd.github+json";
    private const string JsonContent = "application/json";

    private readonly IConnection _connection;
    private readonly CredentialStore _credentials;
    private readonly GitHubMetrics _metrics;

    public GitHubApi(IConnection connection, CredentialStore credentials, GitHubMetrics metrics)
    {
        (_connection, _credentials, _metrics) = (connection, credentials, metrics);
        credentials.Api = this;
    }

    /// <param name="call">What it is for.</param>
    /// <param name="address">Below the API's address, without a slash at its start.</param>
    public Task<GitHubResult<IApiResponse<T>>> ReadAsync<T>(GitHubCall call, string address) =>
        RunAsync(call, async connection => Complete(await connection.Get<T>(Relative(address), null, Accept, call.CancellationToken)));

    /// <inheritdoc cref="ReadAsync{T}" />
    public async Task<GitHubResult<T>> GetAsync<T>(GitHubCall call, string address) =>
        (await ReadAsync<T>(call, address)).Try(out var response, out var error) ? response.Body : error;

    /// <summary>Every page, by the Link header.</summary>
    /// <param name="call">What it is for; each page is a call of its own.</param>
    /// <param name="address">Of the first page.</param>
    /// <param name="items">The items of a page, and whether more are wanted.</param>
    public async Task<GitHubResult<IReadOnlyList<TItem>>> PagesAsync<TPage, TItem>(
        Func<GitHubCall> call, string address, Func<TPage, (IEnumerable<TItem> Items, bool More)> items)
    {
        const int most = 200;
        var all = new List<TItem>();
        for (var page = 0; page < most; page++)
        {
            if (!(await ReadAsync<TPage>(call(), address)).Try(out var response, out var error))
            {
                return error;
            }

            var (found, more) = items(response.Body);
            all.AddRange(found);
            if (!more || !response.HttpResponse.ApiInfo.Links.TryGetValue("next", out var next))
            {
                return all;
            }

            // The credential goes nowhere else, whatever an answer says.
            if (!_connection.BaseAddress.IsBaseOf(next))
            {
                return new GitHubError(GitHubFault.Unknown, "The next page is on another server.");
            }

            address = _connection.BaseAddress.MakeRelativeUri(next).OriginalString;
        }

        return new GitHubError(GitHubFault.Unknown, "There are too many pages.");
    }

    /// <param name="call">What it is for.</param>
    /// <param name="address">Below the API's address.</param>
    /// <param name="body">Null for none.</param>
    public async Task<GitHubResult<T>> PostAsync<T>(GitHubCall call, string address, object? body)
    {
        var answer = await RunAsync(call, async connection => Complete(body is null
            ? await connection.Post<T>(Relative(address), call.CancellationToken)
            : await connection.Post<T>(Relative(address), body, Accept, JsonContent, parameters: null, cancellationToken: call.CancellationToken)));
        return answer.Try(out var response, out var error) ? response.Body : error;
    }

    /// <inheritdoc cref="PostAsync{T}" />
    public Task<GitHubResult<HttpStatusCode>> PostAsync(GitHubCall call, string address) =>
        RunAsync(call, connection => connection.Post(Relative(address), call.CancellationToken));

    /// <inheritdoc cref="ReadAsync{T}" />
    public Task<GitHubResult<HttpStatusCode>> DeleteAsync(GitHubCall call, string address) =>
        RunAsync(call, connection => connection.Delete(Relative(address)));

    private static Uri Relative(string address) => new(address, UriKind.Relative);

    // A body that is no JSON, such as a proxy's page under 200, is no answer.
    private static IApiResponse<T> Complete<T>(IApiResponse<T> response) => response.Body is null ? throw new JsonException("There is no body.") : response;

    private async Task<GitHubResult<T>> RunAsync<T>(GitHubCall call, Func<IConnection, Task<T>> send)
    {
        GitHubCall.Current = call;
        var result = await AttemptAsync(call, send);
        if (result.Error is { Fault: GitHubFault.Unauthorized } && call.Sent && _credentials.CanRenew(call))
        {
            // A refused credential did nothing, so that even a write may go out again.
            result = await AttemptAsync(call, send);
        }

        _metrics.Called(call.Operation, result.Error?.Fault);
        return result;
    }

    private async Task<GitHubResult<T>> AttemptAsync<T>(GitHubCall call, Func<IConnection, Task<T>> send)
    {
        try
        {
            return await send(_connection);
        }
        catch (ApiException exception)
        {
            return Faults.From(exception, call);
        }
        catch (CallEndedException exception)
        {
            return exception.Error;
        }
        catch (HttpRequestException exception)
        {
            return new GitHubError(GitHubFault.Unknown, $"GitHub's answer was lost ({exception.HttpRequestError}).");
        }
        catch (JsonException)
        {
            return new GitHubError(GitHubFault.Unknown, "GitHub's answer cannot be read.");
        }
        catch (InvalidOperationException)
        {
            return new GitHubError(GitHubFault.Unknown, "GitHub redirects without end.");
        }
        catch (OperationCanceledException) when (!call.CancellationToken.IsCancellationRequested)
        {
            return call.Sent
                ? new GitHubError(GitHubFault.Unknown, "GitHub did not answer in time.")
                : new GitHubError(GitHubFault.Limited, $"The turn of {call.Operation} did not come in time.");
        }
    }
}
