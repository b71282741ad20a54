using System.Globalization;
using FamilyCart.Gateway.Deployments;
using FamilyCart.Gateway.Traffic;
using FamilyCart.Gateway.Upstreams;

namespace FamilyCart.Gateway.Administration;

/// <summary>What holds now, as one would say it.</summary>
internal static class DeploymentSentence
{
    public static string Of(DeploymentState state, TrafficSplit split)
    {
        var now = state.Current is { } current ? Of(current, split) : $"No deployment is under way; {Upstream.NameOf(state.Active)} answers users.";
        return state.Pause is { } pause ? $"{now} New requests wait until {pause.Until:u} at most: {pause.By} asked for it." : now;
    }

    private static string Of(Deployment current, TrafficSplit split)
    {
        var (slot, previous) = (Upstream.NameOf(current.Slot), Upstream.NameOf(current.Previous));
        return current.Phase switch
        {
            DeploymentPhase.Probing => $"{slot} is probed; {previous} answers users.",
            DeploymentPhase.Canary => string.Create(CultureInfo.InvariantCulture, $"{slot} answers {split.Percent} % of the clients and is compared with {previous}, which answers the rest."),
            DeploymentPhase.Promoted => $"{slot} answers users; {previous} is kept warm.",
            DeploymentPhase.Draining => $"{slot} answers users; {previous} finishes what it has.",
            _ => $"{previous} answers users again: {current.Reason} {slot} finishes what it has.",
        };
    }
}
