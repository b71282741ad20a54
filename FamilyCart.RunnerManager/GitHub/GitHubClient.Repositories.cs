using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <content>Repositories of an organization.</content>
internal sealed partial class GitHubClient
{
    public async Task<GitHubResult<IReadOnlyList<string>>> PushedRepositoriesAsync(GitHubScope organization, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync<List<RepositoryAnswer>>(
            new GitHubCall("repositories", cancellationToken), $"{organization.Path}/repos?sort=pushed&direction=desc&per_page=100");
        return answer.Try(out var repositories, out var error)
            ? repositories.Where(repository => repository.PushedAt >= since && organization.Covers(repository.FullName)).Select(repository => repository.FullName).ToArray()
            : error;
    }
}
