using FamilyCart.Api.Telemetry;
using Npgsql;

namespace FamilyCart.Api.Limits;

/// <summary>Keeps anybody from filling somebody's mailbox with our letters.</summary>
internal sealed class LetterQuota(AddressCounter counter, LimitSettings settings, AccountMetrics metrics)
{
    /// <summary>Counts a letter within the transaction; false when the address has had enough of this purpose.</summary>
    internal async Task<bool> TakeAsync(
        NpgsqlConnection connection, string purpose, string emailKey, CancellationToken cancellationToken)
    {
        var count = await counter.IncrementAsync(
            connection, purpose, emailKey, settings.Letters, settings.LetterWindow, isProlonged: false, cancellationToken);
        if (count <= settings.Letters)
        {
            return true;
        }

        metrics.LetterSuppressed(purpose);
        return false;
    }
}
