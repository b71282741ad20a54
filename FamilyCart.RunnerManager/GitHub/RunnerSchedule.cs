namespace FamilyCart.RunnerManager.GitHub;

/// <summary>Until when GitHub takes a version of the runner.</summary>
/// <param name="RegistrationEndsAt">From then on it registers none; null while nothing is planned.</param>
/// <param name="RuntimeEndsAt">From then on it gives them no jobs; null while nothing is planned.</param>
internal sealed record RunnerSchedule(DateTimeOffset? RegistrationEndsAt, DateTimeOffset? RuntimeEndsAt)
{
    /// <summary>The earlier of the two; null while nothing is planned.</summary>
    public DateTimeOffset? EndsAt => RegistrationEndsAt is { } registration && (RuntimeEndsAt is not { } runtime || registration < runtime) ? registration : RuntimeEndsAt;
}
