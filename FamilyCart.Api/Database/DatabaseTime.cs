namespace FamilyCart.Api.Database;

internal static class DatabaseTime
{
    /// <summary>The time in UTC as PostgreSQL keeps it, in whole microseconds: what is answered now is what is read later.</summary>
    internal static DateTime GetDatabaseNow(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
