using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <content>Tokens for the runner's own configuration.</content>
internal sealed partial class GitHubClient
{
    public async Task<GitHubResult<RunnerToken>> RunnerTokenAsync(GitHubScope scope, RunnerTokenUse use, CancellationToken cancellationToken)
    {
        var (operation, path) = use == RunnerTokenUse.Registration ? ("registration_token", "registration-token") : ("remove_token", "remove-token");
        var call = new GitHubCall(operation, cancellationToken) { Bucket = GitHubApi.RegistrationBucket };
        var answer = await api.PostAsync<RunnerTokenAnswer>(call, $"{scope.Path}/actions/runners/{path}", null);
        if (!answer.Try(out var told, out var error))
        {
            return error;
        }

        return string.IsNullOrWhiteSpace(told.Token) ? new GitHubError(GitHubFault.Unknown, "GitHub's token cannot be read.") : new RunnerToken(told.Token, told.ExpiresAt);
    }
}
