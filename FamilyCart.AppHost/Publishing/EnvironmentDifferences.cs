namespace FamilyCart.AppHost.Publishing;

/// <summary>The environments that are published. What runs on a developer's machine is not.</summary>
internal enum PublishedEnvironment
{
    /// <summary>Where a change is accepted before families see it.</summary>
    Uat,

    /// <summary>Where families are.</summary>
    Production,
}

/// <summary>All in which a published environment differs from another; the rest is the same, so that what was accepted is what runs.</summary>
/// <param name="SendsMail">Whether letters leave the outbox, by a mail server that the operator names.</param>
/// <param name="TraceRatio">The share of traces that are kept; those in which something failed always are.</param>
/// <param name="RetentionDays">For how long Prometheus keeps its series.</param>
internal sealed record EnvironmentDifferences(bool SendsMail, string TraceRatio, int RetentionDays)
{
    public static EnvironmentDifferences Of(PublishedEnvironment environment) => environment switch
    {
        PublishedEnvironment.Production => new(SendsMail: true, TraceRatio: "0.1", RetentionDays: 30),
        _ => new(SendsMail: false, TraceRatio: "1", RetentionDays: 15),
    };
}
