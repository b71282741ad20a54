namespace FamilyCart.AppHost.Publishing;

/// <summary>Parts of what is published, of which a server carries those that <c>COMPOSE_PROFILES</c> names.</summary>
internal enum ComposeProfile
{
    /// <summary>Whatever the server carries.</summary>
    Always,

    /// <summary>The shopping lists: gateway, API, and the data of both.</summary>
    Uat,

    /// <summary>The runner fleet.</summary>
    Runners,

    /// <summary>Prometheus and all that it and operators look at.</summary>
    Monitoring,

    /// <summary>The model that proposes categories.</summary>
    Ai,
}
