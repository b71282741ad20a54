namespace FamilyCart.Api.Mail.Sending;

/// <summary>A letter that this instance may send until its lease ends.</summary>
internal sealed record ClaimedLetter
{
    public required long Id { get; init; }

    public required Guid MessageKey { get; init; }

    public required string Recipient { get; init; }

    public required string Template { get; init; }

    public required string Language { get; init; }

    public required string Model { get; init; }

    /// <summary>Of all attempts so far, this one included.</summary>
    public required int Attempts { get; init; }

    /// <summary>The attempt before never ended: it may have sent the letter.</summary>
    public required bool IsDoubtful { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime LeaseEndsAt { get; init; }

    /// <summary>Without its content.</summary>
    public override string ToString() => nameof(ClaimedLetter);
}
