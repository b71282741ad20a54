namespace FamilyCart.Api.Tokens;

/// <summary>What an endpoint may ask of its caller.</summary>
internal static class Policies
{
    /// <summary>A living token of an active account.</summary>
    internal const string Active = "active";

    /// <summary>The same, and the account's address is proven.</summary>
    internal const string Verified = "verified";

    /// <summary>A living token of a verified account that is a superuser.</summary>
    internal const string Superuser = "superuser";
}
