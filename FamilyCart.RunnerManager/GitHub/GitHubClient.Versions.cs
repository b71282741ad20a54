using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <content>Versions of the runner.</content>
internal sealed partial class GitHubClient
{
    public async Task<GitHubResult<RunnerSchedule>> RunnerScheduleAsync(GitHubScope scope, Version version, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync<RunnerScheduleAnswer>(new GitHubCall("runner_schedule", cancellationToken), $"{scope.Path}/actions/runners/deprecations/{version}");
        return answer.Try(out var schedule, out var error) ? new RunnerSchedule(schedule.RegistrationDeprecatesAt, schedule.RuntimeDeprecatesAt) : error;
    }

    public async Task<GitHubResult<Version?>> NewestRunnerAsync(GitHubScope scope, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync<List<RunnerDownloadAnswer>>(new GitHubCall("runner_downloads", cancellationToken), $"{scope.Path}/actions/runners/downloads");
        if (!answer.Try(out var downloads, out var error))
        {
            return error;
        }

        var architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        return downloads.Where(download => download.Os == "linux" && download.Architecture == architecture)
            .Select(download => Release().Match(download.Filename)).Where(match => match.Success).Select(match => Version.Parse(match.Groups["version"].Value)).Max();
    }

    [GeneratedRegex(@"-(?<version>\d{1,5}\.\d{1,5}\.\d{1,5})\.tar\.gz\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Release();
}
