namespace FamilyCart.GitHubEmulator.Limits;

/// <summary>So many in a window that begins with the first.</summary>
internal sealed class Bucket(int limit, TimeSpan window)
{
    public int Limit => limit;

    public int Used { get; private set; }

    public DateTimeOffset ResetAt { get; private set; } = DateTimeOffset.MinValue;

    public int Remaining => Math.Max(0, limit - Used);

    public void Renew(DateTimeOffset now)
    {
        if (ResetAt <= now)
        {
            (Used, ResetAt) = (0, now + window);
        }
    }

    /// <summary>Takes so many, also beyond the limit; whether they were within it.</summary>
    public bool Take(int count, DateTimeOffset now)
    {
        Renew(now);
        Used += count;
        return Used <= limit;
    }

    public void GiveBack(int count) => Used = Math.Max(0, Used - count);

    /// <summary>For tests: as if so many had been used.</summary>
    public void Use(int count, DateTimeOffset now)
    {
        Renew(now);
        Used = count;
    }
}
