namespace FamilyCart.Api.Accounts;

/// <summary>Parts of statements that read accounts.</summary>
internal static class AccountQueries
{
    /// <summary>What an <see cref="Account"/> is made of.</summary>
    internal const string Columns = "id, email, nickname, first_name, last_name, is_active, is_superuser, is_verified";
}
