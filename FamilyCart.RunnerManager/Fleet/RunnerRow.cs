using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.Planning;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A row of <c>runner</c>.</summary>
internal sealed record RunnerRow(
    long Id, string Pool, int Slot, string Host, string Name, string State, DateTime StateSince, bool Retiring, long? GitHubId, long? JobId, DateTime? SilentSince, DateTime? PhantomSince, DateTime? PhantomToldAt, string? Scope, string? Registration, string? Reason, DateTime? JobOverSince)
{
    public FleetRunner ToRunner() =>
        new(Id, Pool, Slot, Host, Name, Words.ToRunnerState(State), new DateTimeOffset(StateSince, TimeSpan.Zero), Retiring, GitHubId, JobId)
        {
            SilentSince = Moment(SilentSince),
            PhantomSince = Moment(PhantomSince),
            PhantomToldAt = Moment(PhantomToldAt),
            Registration = Registration,
            JobOverSince = Moment(JobOverSince),
            LostFor = State == "lost" && Enum.TryParse<EndingReason>(Reason, out var reason) ? reason : null,
            Scope = Scope is null ? null : GitHubScope.TryParse(Scope),
        };

    private static DateTimeOffset? Moment(DateTime? value) => value is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
