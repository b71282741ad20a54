using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>The database server, whether process or container: what its databases need to know of it.</summary>
internal sealed record UatPostgres(
    IResourceBuilder<IResourceWithConnectionString> Server, EndpointReferenceExpression Host, EndpointReferenceExpression Port)
{
    /// <summary>A database of that name with the roles NAME_owner (migrations) and NAME (run time).</summary>
    public IResourceBuilder<UatDatabaseResource> AddDatabase(string name)
    {
        var password = Password(name).Resource;
        var ownerPassword = Password($"{name}_owner", $"{name}-owner-password").Resource;
        return Add(name, DatabasePlan<ParameterResource>.ForService(name, password, ownerPassword));
    }

    /// <summary>A role of that name for exporters: it sees statistics, no data.</summary>
    public IResourceBuilder<UatDatabaseResource> AddMonitor(string name) =>
        Add(name, DatabasePlan<ParameterResource>.ForMonitor(name, Password(name).Resource));

    /// <summary>A role of that name that makes base backups and reads everything, with a small database of its own.</summary>
    public IResourceBuilder<UatDatabaseResource> AddBackup(string name) =>
        Add(name, DatabasePlan<ParameterResource>.ForBackup(name, Password(name).Resource));

    private IResourceBuilder<ParameterResource> Password(string role, string? name = null) => Server.ApplicationBuilder
        .AddSecret(name ?? $"{role}-password")
        .For(new SecretUse("postgres", Server.Resource.Name, role, $"{Server.Resource.Name}-password"));

    private IResourceBuilder<UatDatabaseResource> Add(string name, DatabasePlan<ParameterResource> plan)
    {
        var database = Server.ApplicationBuilder
            .AddResource(new UatDatabaseResource(name, Server.Resource, Host, Port, plan))
            .MadeBy(PublishedPostgres.ProvisioningOf(Server.Resource.Name))
            .WithRole("database");
        database.WithCheck(async token => await PostgresLogin.TryAsync(await database.Resource.ConnectionStringExpression.GetValueAsync(token), token));
        Server.OnResourceReady((server, ready, token) => ProvideAsync(server, database.Resource, ready.Services, token));
        return database;
    }

    /// <summary>A child of a process gets no state by itself, so whoever waits for it would wait for ever: it is published here.</summary>
    private static async Task ProvideAsync(
        IResourceWithConnectionString server, UatDatabaseResource database, IServiceProvider services, CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(database);
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        string state;
        try
        {
            var connectionString = await server.ConnectionStringExpression.GetValueAsync(cancellationToken);
            var plan = await ResolveAsync(database.Plan, cancellationToken);
            await new PostgresProvisioner(connectionString!).ProvisionAsync(plan, cancellationToken);
            logger.Provisioned(database.Name);
            state = KnownResourceStates.Running;
        }
        catch (NpgsqlException exception)
        {
            logger.ProvisioningFailed(database.Name, exception.Message);
            state = "FailedToStart";
        }

        await notifications.PublishUpdateAsync(database, snapshot => snapshot with { State = state });
    }

    private static async Task<DatabasePlan<string>> ResolveAsync(DatabasePlan<ParameterResource> plan, CancellationToken cancellationToken)
    {
        var ownerPassword = plan.OwnerPassword;
        return new DatabasePlan<string>(
            plan.Database,
            plan.Role,
            (await plan.Password.GetValueAsync(cancellationToken))!,
            plan.Owner,
            ownerPassword is null ? null : await ownerPassword.GetValueAsync(cancellationToken),
            plan.BacksUp);
    }
}
