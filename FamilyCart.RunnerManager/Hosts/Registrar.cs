using FamilyCart.RunnerManager.Drivers.Processes;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Hosts;

/// <inheritdoc/>
/// <remarks>By the runner's own configuration, which gets a token of an hour and ends before any job.</remarks>
internal sealed class Registrar(IGitHub github, ProcessDriver driver, GitHubConfiguration configuration) : IRegistrar
{
    public async Task<GitHubResult<MintedRunner>> RegisterAsync(Pool pool, string name, CancellationToken cancellationToken)
    {
        if (!(await github.RunnerTokenAsync(pool.Scope, RunnerTokenUse.Registration, cancellationToken)).Try(out var token, out var refusal))
        {
            return refusal;
        }

        var (files, obstacle) = await driver.ConfigureAsync(name, Arguments(pool, name), token.Token, cancellationToken);
        if (files is null)
        {
            return new GitHubError(GitHubFault.Unknown, obstacle!);
        }

        // The configuration says that it was done; GitHub says what was done.
        if (!(await github.FindRunnerAsync(pool.Scope, name, cancellationToken)).Try(out var found, out var error))
        {
            return error;
        }

        return found is not null && RegistrationRules.Fits(found, pool)
            ? new MintedRunner(found, files)
            : new GitHubError(GitHubFault.Unknown, $"GitHub {(found is null ? "does not list" : "has other labels for")} {name}, although its configuration went well.");
    }

    private string[] Arguments(Pool pool, string name) =>
    [
        "--unattended", "--url", new Uri(configuration.Current.WebAddress, pool.Scope.Name).ToString(), "--name", name, "--labels", string.Join(',', pool.Labels),
        "--no-default-labels", "--work", "_work", "--replace", "--disableupdate", .. pool.RunnerGroup is { } group ? new[] { "--runnergroup", group } : [],
    ];
}
