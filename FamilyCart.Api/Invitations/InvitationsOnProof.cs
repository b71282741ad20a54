using FamilyCart.Api.Accounts.Verification;
using Npgsql;

namespace FamilyCart.Api.Invitations;

/// <summary>Whoever was invited before they had an account is a member as soon as they prove their address.</summary>
internal sealed class InvitationsOnProof(InvitationAcceptance invitations) : IAddressProven
{
    public Task OnProvenAsync(NpgsqlConnection connection, Guid accountId, string emailKey, CancellationToken cancellationToken) =>
        invitations.AcceptAllAsync(connection, accountId, emailKey, cancellationToken);
}
