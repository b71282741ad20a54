namespace FamilyCart.Api.Limits;

/// <summary>
/// Holds answers back until a fixed time after the arrival of their requests, so that the work done does not tell who has an address. An
/// answer that waits holds neither a thread nor a turn at checking passwords.
/// </summary>
internal sealed class AnswerFloor(LimitSettings settings, TimeProvider time)
{
    private int _waiting;

    /// <summary>Returns what <see cref="WaitAsync"/> takes for the moment of arrival.</summary>
    internal long Now() => time.GetTimestamp();

    /// <summary>Waits for the moment; false at once when too many wait already.</summary>
    internal async Task<bool> WaitAsync(long arrived, CancellationToken cancellationToken)
    {
        var left = settings.AnswerFloor - time.GetElapsedTime(arrived);
        if (left <= TimeSpan.Zero)
        {
            return true;
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > settings.PendingAnswers)
            {
                return false;
            }

            await Task.Delay(left, time, cancellationToken);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
