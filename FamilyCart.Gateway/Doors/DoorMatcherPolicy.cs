using FamilyCart.Gateway.Configuration;
using Microsoft.AspNetCore.Routing.Matching;

namespace FamilyCart.Gateway.Doors;

/// <summary>
/// Lets each listener see its own endpoints only. It goes by the port that the connection came in on, which a client cannot
/// choose, never by the Host header, which it can. What carries no <see cref="PublicDoor"/> is closed to the public, so a
/// forgotten mark hides an endpoint and does not open one.
/// </summary>
internal sealed class DoorMatcherPolicy(GatewayConfiguration configuration) : MatcherPolicy, IEndpointSelectorPolicy
{
    // Before the policies of methods and hosts: what is not this door's must not shape the answer.
    public override int Order => int.MinValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var isPublic = !IsAdmin(httpContext, configuration);
        for (var index = 0; index < candidates.Count; index++)
        {
            if (candidates.IsValidCandidate(index)
                && isPublic != candidates[index].Endpoint.Metadata.GetMetadata<PublicDoor>() is not null)
            {
                candidates.SetValidity(index, false);
            }
        }

        return Task.CompletedTask;
    }

    public static bool IsAdmin(HttpContext context, GatewayConfiguration configuration) =>
        context.Connection.LocalPort == configuration.AdminPort;
}
