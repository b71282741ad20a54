using System.Security.Cryptography;
using System.Text;
using FamilyCart.Api.Accounts;

namespace FamilyCart.Api.Limits;

/// <summary>What a wrong password counts against.</summary>
/// <param name="Subject">Whose password is guessed at: SHA-256 of an address, or of an account's id.</param>
/// <param name="Client">Who guesses: SHA-256 of a network, or of a log-in.</param>
/// <param name="IsKnown">The client is one of the owner's devices: guesses of others do not shut it out.</param>
internal sealed record LoginGuess(byte[] Subject, byte[] Client, bool IsKnown)
{
    /// <summary>All clients together.</summary>
    internal static byte[] Everybody { get; } = SHA256.HashData([]);

    /// <summary>At the password of an address. Who shows a living token of its proven account counts apart from their network.</summary>
    internal static LoginGuess AtAddress(string emailKey, LoginClient client) =>
        client.Caller is { Account: { IsVerified: true } account } caller && EmailAddress.ToKey(account.Email) == emailKey
            ? new LoginGuess(SubjectOf(emailKey), Hash($"login {caller.LoginId}"), IsKnown: true)
            : new LoginGuess(SubjectOf(emailKey), Hash($"network {client.Network}"), IsKnown: false);

    /// <summary>At the current password of whoever is logged in. It has a count of its own: an address may be claimed by anybody.</summary>
    internal static LoginGuess AtOwn(Guid accountId, Guid loginId) =>
        new(SubjectOf(accountId), Hash($"login {loginId}"), IsKnown: true);

    internal static byte[] SubjectOf(string emailKey) => Hash($"address {emailKey}");

    internal static byte[] SubjectOf(Guid accountId) => Hash($"account {accountId}");

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
