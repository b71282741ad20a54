namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>
/// A database, or a way into the server, with a role of its own. Its connection string is that of the role that services run as;
/// the owner, who alone may change tables, has another.
/// </summary>
internal sealed class UatDatabaseResource(string name, IResource server, EndpointReferenceExpression host, EndpointReferenceExpression port, DatabasePlan<ParameterResource> plan)
    : Resource(name), IResourceWithParent<IResource>, IResourceWithConnectionString
{
    public IResource Parent { get; } = server;

    /// <summary>Roles and database that must exist, with the parameters that hold their passwords.</summary>
    public DatabasePlan<ParameterResource> Plan { get; } = plan;

    /// <summary>Where the server listens.</summary>
    public ReferenceExpression Address => ReferenceExpression.Create($"{host}:{port}");

    public ReferenceExpression ConnectionStringExpression => For(Plan.Role, Plan.Password);

    /// <summary>For migrations only.</summary>
    /// <exception cref="InvalidOperationException">Nobody owns what lies behind this resource.</exception>
    public ReferenceExpression OwnerConnectionString => Plan is { Owner: { } owner, OwnerPassword: { } password }
        ? For(owner, password)
        : throw new InvalidOperationException($"{Name} has no owner role.");

    private ReferenceExpression For(string role, ParameterResource password) =>
        ReferenceExpression.Create($"Host={host};Port={port};Username={role};Password={password};Database={Plan.Database}");
}
