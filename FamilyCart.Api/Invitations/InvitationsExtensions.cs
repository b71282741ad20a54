using FamilyCart.Api.Accounts.Verification;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Api.Invitations;

internal static class InvitationsExtensions
{
    internal static IHostApplicationBuilder AddInvitations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings(InvitationSettings.Section, InvitationSettings.Read);
        builder.Services.AddSingleton<InvitationReader>();
        builder.Services.AddSingleton<InvitationWriter>();
        builder.Services.AddSingleton<InvitationAcceptance>();
        builder.Services.AddSingleton<IAddressProven, InvitationsOnProof>();
        return builder;
    }
}
