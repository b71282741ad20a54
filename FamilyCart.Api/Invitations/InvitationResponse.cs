namespace FamilyCart.Api.Invitations;

/// <summary>An invitation as the list's owner and the invited see it.</summary>
internal sealed record InvitationResponse
{
    public required long Id { get; init; }

    public required int ListId { get; init; }

    public required string ListName { get; init; }

    public required string Email { get; init; }

    /// <summary>Gets what the invited will be: editor or viewer.</summary>
    public required string Role { get; init; }

    /// <summary>Gets pending, accepted, declined, cancelled or expired.</summary>
    public required string Status { get; init; }

    public required string InvitedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }
}
