namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Why a call brought nothing.</summary>
internal enum GitHubFault
{
    /// <summary>404: it is not there, or the credential may not see it.</summary>
    NotFound,

    /// <summary>401: the credential is wrong, expired or revoked.</summary>
    Unauthorized,

    /// <summary>403 for want of a permission, which the detail names.</summary>
    Forbidden,

    /// <summary>403 or 429: a limit, until <see cref="GitHubError.RetryAt"/>.</summary>
    Limited,

    /// <summary>409: something of that name is there already.</summary>
    Conflict,

    /// <summary>422: GitHub refuses the request, such as the removal of a runner with a job.</summary>
    Refused,

    /// <summary>It is not known whether GitHub did it: the answer was lost, late or 5xx. Look before you do it again.</summary>
    Unknown,
}
