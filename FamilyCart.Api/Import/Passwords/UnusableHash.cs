namespace FamilyCart.Api.Import.Passwords;

/// <summary>Stands where an account has no password that could be verified, until its owner chooses one.</summary>
internal static class UnusableHash
{
    internal const string Text = "!reset";
}
