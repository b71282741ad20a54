namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A row of <c>runner</c>.</summary>
internal sealed record RunnerRow(
    long Id, string Pool, int Slot, string Host, string Name, string State, DateTime StateSince, bool Retiring, long? GitHubId, long? JobId, DateTime? SilentSince, DateTime? PhantomSince)
{
    public FleetRunner ToRunner() =>
        new(Id, Pool, Slot, Host, Name, Words.ToRunnerState(State), new DateTimeOffset(StateSince, TimeSpan.Zero), Retiring, GitHubId, JobId)
        {
            SilentSince = Moment(SilentSince),
            PhantomSince = Moment(PhantomSince),
        };

    private static DateTimeOffset? Moment(DateTime? value) => value is { } moment ? new DateTimeOffset(moment, TimeSpan.Zero) : null;
}
