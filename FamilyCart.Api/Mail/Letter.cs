namespace FamilyCart.Api.Mail;

/// <summary>Something to tell a person by mail. What it holds is written into the outbox; tokens in it are in clear.</summary>
/// <param name="To">The address.</param>
internal abstract record Letter(string To)
{
    /// <summary>Without its content.</summary>
    public sealed override string ToString() => GetType().Name;
}

/// <summary>A letter with a link that works once, until it ends.</summary>
/// <param name="To">The address.</param>
/// <param name="Token">What the link proves itself with.</param>
/// <param name="ExpiresAt">When the link ends; the letter is not sent after that.</param>
internal abstract record LinkLetter(string To, string Token, DateTimeOffset ExpiresAt) : Letter(To);

/// <summary>Proves a new address, of a new account or of one that changes its address.</summary>
internal sealed record VerifyLetter(string To, string Nickname, string Token, DateTimeOffset ExpiresAt) : LinkLetter(To, Token, ExpiresAt);

/// <summary>Somebody registered, or changed to, an address that has an account already.</summary>
internal sealed record AddressTakenLetter(string To, string Nickname) : Letter(To);

/// <summary>Lets the owner of the address choose a new password.</summary>
internal sealed record ResetPasswordLetter(string To, string Nickname, string Token, DateTimeOffset ExpiresAt)
    : LinkLetter(To, Token, ExpiresAt);

/// <summary>Invites to a list, whether or not the address has an account.</summary>
internal sealed record InvitationLetter(string To, string InviterNickname, string ListName, string Token, DateTimeOffset ExpiresAt)
    : LinkLetter(To, Token, ExpiresAt);
