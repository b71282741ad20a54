using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Secrets;

internal static class SecretExtensions
{
    private const int ShortestSecret = 12;

    /// <summary>
    /// A secret parameter: what configuration gives under <c>Parameters:NAME</c>, otherwise what the topology generated for itself.
    /// Publishing needs no value and generates none.
    /// </summary>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="shortest">How many characters a given one has to have; a generated one has 32.</param>
    /// <param name="isForeign">Whether somebody else gives it out, so that whoever publishes cannot have it generated and may have none.</param>
    public static IResourceBuilder<ParameterResource> AddSecret(
        this IDistributedApplicationBuilder builder, string name, int shortest = ShortestSecret, bool isForeign = false)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            var topology = builder.Topology();
            var key = $"Parameters:{name}";
            // A shell has no variables with dashes.
            var given = builder.Configuration[key] ?? builder.Configuration[key.Replace('-', '_')];
            if (string.IsNullOrEmpty(given))
            {
                builder.Configuration[key] = topology.Secrets.GetOrCreate(name);
            }
            else if (given.Length < shortest || !given.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            {
                topology.Faults.Add(new Fault(
                    ExitCode.BadConfiguration,
                    $"{key} is given but not usable: it must be {shortest} or more letters, digits, dashes or underscores (its value is not shown); leave it out to have one generated."));
            }
            else
            {
                builder.Configuration[key] = given;
            }
        }

        return builder.AddParameter(name, secret: true).WithAnnotation(new SecretRule(shortest, isForeign));
    }
}
