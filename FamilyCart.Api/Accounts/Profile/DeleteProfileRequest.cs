namespace FamilyCart.Api.Accounts.Profile;

/// <summary>Asks to delete one's own account.</summary>
internal sealed record DeleteProfileRequest
{
    /// <summary>Required unless the log-in is recent.</summary>
    public string? CurrentPassword { get; init; }

    /// <summary>Without the password.</summary>
    public override string ToString() => nameof(DeleteProfileRequest);
}
