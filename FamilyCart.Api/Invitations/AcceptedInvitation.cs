namespace FamilyCart.Api.Invitations;

/// <summary>What came of the token of a letter.</summary>
/// <param name="Status">accepted, or register: the address has no account yet, and joins the list as soon as it has one.</param>
/// <param name="ListName">The list.</param>
internal sealed record AcceptedInvitation(string Status, string ListName)
{
    internal const string Accepted = "accepted";
    internal const string Register = "register";
}
