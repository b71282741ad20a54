using FamilyCart.Api.Features;
using FamilyCart.Api.Problems;
using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Invitations;

/// <summary>Refuses new invitations while `Features:Invitations` is off; those that were sent can still be answered.</summary>
internal sealed class InvitationsSwitch(IOptionsMonitor<FeatureFlags> features) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        features.CurrentValue.Invitations ? await next(context) : FailureProblems.ToHttp(Failure.InvitationsOff);
}
