namespace FamilyCart.Api.Invitations;

/// <summary>An invitation that can be accepted.</summary>
internal sealed record FoundInvitation
{
    public required long Id { get; init; }

    public required int ListId { get; init; }

    public string ListName { get; init; } = "";

    /// <summary>Whose address it was sent to; null when nobody has proven it yet.</summary>
    public Guid? AccountId { get; init; }
}
