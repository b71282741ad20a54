using FamilyCart.RunnerManager.GitHub;

namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A row of <c>runner</c>.</summary>
internal sealed record RunnerRow(
    long Id, string Pool, int Slot, string Host, string Name, string State, DateTime StateSince, bool Retiring, long? GitHubId, long? JobId, DateTime? SilentSince, DateTime? PhantomSince, string? Scope)
{
    public FleetRunner ToRunner() =>
        new(Id, Pool, Slot, Host, Name, Words.ToRunnerState(State), new DateTimeOffset(StateSince, TimeSpan.Zero), Retiring, GitHubId, JobId)
        {
            SilentSince = Moment(SilentSince),
            PhantomSince = Moment(PhantomSince),
            Scope = Scope is null ? null : GitHubScope.TryParse(Scope),
        };

    private static DateTimeOffset? Moment(DateTime? value) => value is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
