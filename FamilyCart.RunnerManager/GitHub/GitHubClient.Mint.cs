using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <content>Just-in-time registrations, and being sure of them.</content>
internal sealed partial class GitHubClient
{
    private const int MintAttempts = 3;

    public async Task<GitHubResult<MintedRunner>> MintAsync(
        GitHubScope scope, string name, IReadOnlyList<string> labels, string? runnerGroup, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(configuration.Current.Limits.MintTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var sent = false;
        try
        {
            return await MintAsync();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return sent
                ? new GitHubError(GitHubFault.Unknown, "The registration took too long.")
                : new GitHubError(GitHubFault.Limited, "The turn of the registration did not come in time.", time.GetUtcNow());
        }

        async Task<GitHubResult<MintedRunner>> MintAsync()
        {
            if (!(await groups.FindAsync(scope, runnerGroup, either.Token)).Try(out var group, out var fault))
            {
                return fault;
            }

            var request = new JitConfigRequest(name, group, labels, "_work");
            for (var attempt = 1; ; attempt++)
            {
                var call = new GitHubCall("mint", either.Token) { Bucket = GitHubApi.RegistrationBucket };
                var answer = await SendAsync(call, scope, request, () => sent |= call.Sent);
                if (answer.Error is not { Fault: GitHubFault.Conflict or GitHubFault.Unknown } error || attempt == MintAttempts)
                {
                    return answer;
                }

                if (!(await ClearAsync(scope, name, labels, either.Token)).Try(out var again, out _) || !again)
                {
                    return error;
                }

                LogMintedAnew(name, scope.Name, error.Fault);
            }
        }
    }

    private async Task<GitHubResult<MintedRunner>> SendAsync(GitHubCall call, GitHubScope scope, JitConfigRequest request, Action over)
    {
        try
        {
            var answer = await api.PostAsync<JitConfigAnswer>(call, $"{scope.Path}/actions/runners/generate-jitconfig", request);
            if (!answer.Try(out var minted, out var error))
            {
                return error;
            }

            return JitFiles.Read(minted.EncodedJitConfig) is { } files
                ? new MintedRunner(minted.Runner.ToRunner(), files)
                : new GitHubError(GitHubFault.Unknown, "GitHub's configuration cannot be read.");
        }
        finally
        {
            over();
        }
    }

    // Whether the name is free again. Only what is certainly a registration of this very request whose secret nobody has is removed:
    // it has the same labels, is not busy, and never came online, for else GitHub would know its system.
    private async Task<GitHubResult<bool>> ClearAsync(GitHubScope scope, string name, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        if (!(await LookAsync(scope, name, cancellationToken)).Try(out var found, out var error))
        {
            return error;
        }

        if (found.Count == 0)
        {
            return true;
        }

        var isOurs = found[0] is { Busy: false, Status: not "online", Os: null or "" or "unknown", Ephemeral: not false }
            && found[0].ToRunner().Labels.ToHashSet().SetEquals(labels.Select(static label => label.ToLowerInvariant()));
        return isOurs ? await RemoveRunnerAsync(scope, found[0].Id, cancellationToken) : false;
    }

    [LoggerMessage(3130, LogLevel.Information, "The runner {Runner} of {Scope} is registered anew ({Fault}).")]
    private partial void LogMintedAnew(string runner, string scope, GitHubFault fault);
}
