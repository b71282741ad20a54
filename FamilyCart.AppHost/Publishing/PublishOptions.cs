namespace FamilyCart.AppHost.Publishing;

/// <summary>How the topology is published: section <c>Publish</c>.</summary>
internal sealed record PublishOptions
{
    /// <summary>What it is published as.</summary>
    public required PublishedEnvironment Environment { get; init; }

    /// <summary>In what it differs from the others.</summary>
    public EnvironmentDifferences Differences => EnvironmentDifferences.Of(Environment);

    /// <summary>Whether the values that a server needs are written as well: <c>.env</c>, generated secrets. <c>./run --publish</c> does.</summary>
    public required bool Values { get; init; }

    /// <summary>The tag of our images: a version and a commit, never a name that moves.</summary>
    public required string Tag { get; init; }

    /// <summary>The parts that the server carries.</summary>
    public required IReadOnlyList<ComposeProfile> Profiles { get; init; }

    /// <summary>Whether a certificate that signs itself is written where there is none: for trying it out.</summary>
    public required bool SelfSigned { get; init; }

    /// <summary>Whether only what the hosting library writes by itself is published: to see what the plans change.</summary>
    public required bool Plain { get; init; }

    /// <summary>Whether the server carries a service.</summary>
    public bool Carries(ComposePlan plan) => plan.Profiles.Any(profile => profile == ComposeProfile.Always || Profiles.Contains(profile));
}
