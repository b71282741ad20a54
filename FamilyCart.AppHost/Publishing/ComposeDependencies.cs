using Aspire.Hosting.Docker.Resources.ComposeNodes;
using FamilyCart.AppHost.Resources.Services;

namespace FamilyCart.AppHost.Publishing;

/// <summary>What a service waits for: that others are healthy, where the engine can tell, or have run to completion.</summary>
internal static class ComposeDependencies
{
    private const string Started = "service_started";
    private const string Healthy = "service_healthy";
    private const string Completed = "service_completed_successfully";

    /// <summary>Replaces what the hosting library knows by what the plans say.</summary>
    /// <param name="resource">What is published.</param>
    /// <param name="service">Its service.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="planOf">The plan of a service that is published; null for one that is not.</param>
    public static void Apply(IResource resource, Service service, ComposePlan plan, Func<string, ComposePlan?> planOf)
    {
        var made = resource.Annotations.OfType<WaitAnnotation>().SelectMany(wait => wait.Resource.Annotations.OfType<MadeByAnnotation>()).Select(by => by.Service);
        foreach (var name in service.DependsOn.Keys.Concat(made).Concat(plan.After).Concat(First(service.Name, plan)).Distinct(StringComparer.Ordinal).ToList())
        {
            if (planOf(name) is not { } other || !IsThere(other, plan))
            {
                // A part that a server may lack cannot be waited for.
                service.DependsOn.Remove(name);
                continue;
            }

            service.DependsOn[name] = new ServiceDependency { Condition = other.Once ? Completed : other.Health is null ? Started : Healthy };
        }
    }

    // Nothing starts before what its part needs is known to be there.
    private static IEnumerable<string> First(string service, ComposePlan plan) =>
        service.StartsWith(PublishedChecks.Preflight, StringComparison.Ordinal) ? [] : plan.Profiles.Append(ComposeProfile.Always).Select(PublishedChecks.PreflightOf);

    private static bool IsThere(ComposePlan other, ComposePlan plan) =>
        other.Profiles.Contains(ComposeProfile.Always) || plan.Profiles.All(profile => other.Profiles.Contains(profile));
}
