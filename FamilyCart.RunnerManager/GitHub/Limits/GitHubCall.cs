using FamilyCart.RunnerManager.GitHub.Settings;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>One call on its way. It reaches the handlers by the flow of execution, since Octokit has no room for it.</summary>
/// <param name="operation">What metrics call it, such as <c>mint</c>.</param>
/// <param name="cancellationToken">Ends the call, also where Octokit takes no token.</param>
internal sealed class GitHubCall(string operation, CancellationToken cancellationToken)
{
    private static readonly AsyncLocal<GitHubCall?> _current = new();

    /// <summary>The call that this code works for.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static GitHubCall Current
    {
        get => _current.Value ?? throw new InvalidOperationException("A request to GitHub was made outside a call.");
        set => _current.Value = value;
    }

    public string Operation { get; } = operation;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The bucket of GitHub's rate limit that the call is expected to be counted in.</summary>
    public string Bucket { get; init; } = "core";

    /// <summary>The App that speaks for itself, with a JWT, instead of an installation.</summary>
    public AppSettings? App { get; init; }

    /// <summary>Whether it counts against no limit.</summary>
    public bool Free { get; init; }

    /// <summary>The App whose installation's token was sent; null for other credentials.</summary>
    public AppSettings? Installation { get; set; }

    /// <summary>Whose limits apply; the credential's name.</summary>
    public string Credential { get; set; } = "none";

    /// <summary>Which of the tokens, one after the other, was sent; for personal ones.</summary>
    public int TokenVersion { get; set; }

    /// <summary>By how much the local clock was thought to be wrong when the JWT was signed.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Whether something may have reached GitHub.</summary>
    public bool Sent { get; set; }

    /// <summary>Until when GitHub wants no further request, if it said so to this one.</summary>
    public DateTimeOffset? LimitedUntil { get; set; }
}
