using FamilyCart.RunnerManager.GitHub.Limits;
using Octokit;

namespace FamilyCart.RunnerManager.GitHub.Wire;

/// <summary>Turns GitHub's refusals into faults. Their words are GitHub's message alone, cut short, never a body.</summary>
internal static class Faults
{
    private const int LongestMessage = 300;

    public static GitHubError From(ApiException exception, GitHubCall call)
    {
        var status = (int)exception.StatusCode;
        if (call.LimitedUntil is { } until && status is 403 or 429)
        {
            return new GitHubError(GitHubFault.Limited, $"GitHub limits {call.Operation} of {call.Credential}.", until);
        }

        var message = Message(exception);
        return status switch
        {
            401 => new GitHubError(GitHubFault.Unauthorized, $"GitHub does not accept the credential {call.Credential}: {message}"),
            403 => new GitHubError(GitHubFault.Forbidden, $"{Permission(exception, call)} {message}"),
            404 => new GitHubError(GitHubFault.NotFound, $"It is not there, or the credential {call.Credential} may not see it."),
            409 => new GitHubError(GitHubFault.Conflict, message),
            >= 400 and < 500 and not 408 => new GitHubError(GitHubFault.Refused, $"{message}{Details(exception)}"),
            _ => new GitHubError(GitHubFault.Unknown, $"GitHub answered {status}."),
        };
    }

    private static string Permission(ApiException exception, GitHubCall call)
    {
        var named = Header(exception, "X-Accepted-GitHub-Permissions") ?? Header(exception, "X-Accepted-OAuth-Scopes");
        return named is null
            ? $"The credential {call.Credential} lacks a permission for {call.Operation}."
            : $"The credential {call.Credential} lacks a permission for {call.Operation}: one of {named}.";
    }

    private static string Message(ApiException exception) =>
        exception.ApiError?.Message is { Length: > 0 } message && !message.StartsWith('<') ? Cut(message) : $"Status {(int)exception.StatusCode}.";

    private static string Details(ApiException exception) =>
        string.Concat((exception.ApiError?.Errors ?? []).Select(static error => $" {error.Field}: {error.Message ?? error.Code}.").Select(Cut).Take(5));

    private static string Cut(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage];

    private static string? Header(ApiException exception, string name) =>
        exception.HttpResponse?.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value ? Cut(value) : null;
}
