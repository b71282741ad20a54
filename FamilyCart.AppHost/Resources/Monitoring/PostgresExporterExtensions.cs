using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Topology;

namespace FamilyCart.AppHost.Resources.Monitoring;

internal static class PostgresExporterExtensions
{
    private const string Source = "postgres-exporter";
    private const string ContainerFolder = "/etc/postgres-exporter";

    private static readonly ExporterPlan s_plan = new()
    {
        Service = "postgres",
        Port = Ports.PostgresExporter,
        Programs = ["prometheus-postgres-exporter", "postgres_exporter"],
        Registry = ImageTags.QuayRegistry,
        Image = ImageTags.PostgresExporterImage,
        Tag = ImageTags.PostgresExporter,
        Published = PublishedMonitoring.DataWatcher with
        {
            Profiles = [ComposeProfile.Uat, ComposeProfile.Runners],
            Health = PublishedMonitoring.Asks(Ports.PostgresExporter, "/"),
        },
        Works = "pg_up",
        Configuration = Source,
    };

    /// <summary>Tells of the database server.</summary>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The resource.</param>
    /// <param name="monitor">The role that sees statistics and no data.</param>
    /// <param name="database">The database whose tables are told of.</param>
    public static void AddUatPostgresExporter(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<UatDatabaseResource> monitor, IResourceBuilder<UatDatabaseResource> database)
    {
        var password = monitor.Resource.Plan.Password;
        builder.AddExporter(
            name,
            s_plan,
            (exporter, folder) => WithServer(exporter)
                .WithArgs($"--extend.query-path={folder.Configuration}/queries.yml", "--log.level=warn")
                .WithEnvironment("DATA_SOURCE_PASS_FILE", folder.Secret)
                .WaitFor(monitor)
                .WaitFor(database),
            exporter => WithServer(exporter)
                .WithArgs($"--extend.query-path={ContainerFolder}/queries.yml", "--log.level=warn")
                .WithMonitoringFolder(Source, ContainerFolder)
                .WithContainerRuntimeArgs("--memory=64m")
                .WithPassword(password)
                .WaitFor(monitor)
                .WaitFor(database),
            secret: async token => await password.GetValueAsync(token));

        IResourceBuilder<T> WithServer<T>(IResourceBuilder<T> exporter)
            where T : IResourceWithEnvironment => exporter
                .WithEnvironment("DATA_SOURCE_USER", monitor.Resource.Plan.Role)
                .WithEnvironment("DATA_SOURCE_URI", ReferenceExpression.Create($"{monitor.Resource.Address}/{database.Resource.Plan.Database}?sslmode=disable"));
    }

    private static IResourceBuilder<ContainerResource> WithPassword(this IResourceBuilder<ContainerResource> exporter, ParameterResource password)
    {
        if (exporter.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return exporter.WithEnvironment("DATA_SOURCE_PASS", ReferenceExpression.Create($"{password}"));
        }

        return exporter
            .WithEnvironment("DATA_SOURCE_PASS_FILE", ComposeSecrets.FileOf(password.Name))
            .WithComposePlan(s_plan.Published with { Secrets = [password.Name] });
    }
}
