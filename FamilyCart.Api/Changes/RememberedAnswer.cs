namespace FamilyCart.Api.Changes;

/// <summary>What was answered to the first request with an idempotency key.</summary>
internal sealed record RememberedAnswer
{
    public required byte[] RequestHash { get; init; }

    /// <summary>The JSON of the answer.</summary>
    public required string Answer { get; init; }

    public long? Sequence { get; init; }
}
