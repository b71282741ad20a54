namespace FamilyCart.Api.Import.Passwords;

/// <summary>One way in which the service before stored passwords.</summary>
internal interface ILegacyPasswordHash
{
    /// <summary>Whether this stored hash is of that way, with costs that are no attack on ours, and can be verified here.</summary>
    bool CanVerify(string hash);

    /// <summary>Whether the password belongs to a hash that can be verified; takes about as long as any log-in.</summary>
    bool Verify(string hash, string password);
}
