using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <summary>GitHub, over its REST API.</summary>
internal sealed partial class GitHubClient(GitHubApi api, GitHubConfiguration configuration, RunnerGroups groups, TimeProvider time, ILogger<GitHubClient> logger) : IGitHub
{
    public async Task<GitHubResult<IReadOnlyList<GitHubRunner>>> RunnersAsync(GitHubScope scope, CancellationToken cancellationToken)
    {
        var pages = await api.PagesAsync<RunnersAnswer, RunnerAnswer>(
            () => new GitHubCall("runners", cancellationToken), $"{scope.Path}/actions/runners?per_page=100", static page => (page.Runners ?? [], true));

        // A registration that moves to another page between two requests is listed twice.
        return pages.Try(out var runners, out var error) ? runners.DistinctBy(static runner => runner.Id).Select(Mapping.ToRunner).ToArray() : error;
    }

    public async Task<GitHubResult<GitHubRunner?>> FindRunnerAsync(GitHubScope scope, string name, CancellationToken cancellationToken) =>
        (await LookAsync(scope, name, cancellationToken)).Try(out var found, out var error) ? found.Count == 0 ? null : found[0].ToRunner() : error;

    public async Task<GitHubResult<GitHubRunner>> RunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync<RunnerAnswer>(new GitHubCall("runner", cancellationToken), $"{scope.Path}/actions/runners/{id}");
        return answer.Try(out var runner, out var error) ? runner.ToRunner() : error;
    }

    public async Task<GitHubResult<bool>> RemoveRunnerAsync(GitHubScope scope, long id, CancellationToken cancellationToken)
    {
        var answer = await api.DeleteAsync(new GitHubCall("remove_runner", cancellationToken), $"{scope.Path}/actions/runners/{id}");
        if (answer.Try(out _, out var error) || error.Fault == GitHubFault.NotFound)
        {
            return true;
        }

        if (error.Fault != GitHubFault.Unknown)
        {
            return error;
        }

        return (await RunnerAsync(scope, id, cancellationToken)).Error is { Fault: GitHubFault.NotFound } ? true : error;
    }

    // None or one: the server's filter may be wider than the very name.
    private async Task<GitHubResult<IReadOnlyList<RunnerAnswer>>> LookAsync(GitHubScope scope, string name, CancellationToken cancellationToken)
    {
        var pages = await api.PagesAsync<RunnersAnswer, RunnerAnswer>(
            () => new GitHubCall("find_runner", cancellationToken),
            $"{scope.Path}/actions/runners?name={Uri.EscapeDataString(name)}&per_page=100",
            static page => (page.Runners ?? [], true));
        return pages.Try(out var runners, out var error) ? runners.Where(runner => runner.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(1).ToArray() : error;
    }
}
