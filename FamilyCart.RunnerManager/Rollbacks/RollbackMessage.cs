using System.Text.Json;
using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>What the hook is told.</summary>
/// <param name="Event">Always <c>lease.expired</c>.</param>
/// <param name="DeliveryId">The same for every attempt.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="SentAt">When this attempt was made; signed with the rest, so that an old one is told from a new one.</param>
/// <param name="Lease">The lease's name.</param>
/// <param name="Epoch">The lease's epoch.</param>
/// <param name="Holder">In whose hands it expired.</param>
/// <param name="Reason">What it was for; null where nobody said.</param>
/// <param name="RunUrl">Where the run is shown; null where nobody said.</param>
/// <param name="TakenAt">Since when it was held.</param>
/// <param name="ExpiredAt">When it expired.</param>
internal sealed record RollbackMessage(
    string Event, Guid DeliveryId, int Attempt, DateTimeOffset SentAt, string Lease, long Epoch, string Holder, string? Reason, string? RunUrl, DateTime TakenAt, DateTime ExpiredAt)
{
    public static byte[] Write(ClaimedRollback rollback, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(
        new RollbackMessage(
            "lease.expired", rollback.DeliveryId, rollback.Attempts, now, rollback.Name, rollback.Epoch, rollback.Holder, rollback.Reason, rollback.RunUrl, rollback.TakenAt, rollback.ExpiresAt),
        RollbackJson.Default.RollbackMessage);
}

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RollbackMessage))]
internal sealed partial class RollbackJson : JsonSerializerContext;
