namespace FamilyCart.Api.Accounts.Passwords;

/// <param name="Accepted">The password belongs to the hash.</param>
/// <param name="NewHash">What to store instead, when the old hash was made with weaker settings.</param>
internal sealed record PasswordVerdict(bool Accepted, string? NewHash);
