namespace FamilyCart.Api.Accounts.Profile;

/// <summary>A change that has been checked.</summary>
/// <param name="Request">Nickname, first and last name.</param>
/// <param name="NewEmail">The address that is to be proven, or null.</param>
/// <param name="OldHash">The hash that the current password was checked against, or null when it was not needed.</param>
/// <param name="NewHash">That of the new password, or null.</param>
internal sealed record ProfileChange(UpdateProfileRequest Request, string? NewEmail, string? OldHash, string? NewHash)
{
    /// <summary>Without the hashes.</summary>
    public override string ToString() => nameof(ProfileChange);
}
