using Aspire.Hosting.Docker.Resources.ComposeNodes;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Backup;

namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>The database server as it is published, and what makes its roles and databases each time the project comes up.</summary>
internal static class PublishedPostgres
{
    private const string Suffix = "-provision";
    private const string Folder = "/etc/familycart";
    private const string Source = "postgres";

    // Over TCP: while the image prepares a new cluster, its server answers on the socket alone.
    private static readonly string[] s_ready = ["CMD", "pg_isready", "--host", "127.0.0.1", "--username", PostgresCluster.Superuser, "--quiet"];

    public static ComposePlan Server(IDistributedApplicationBuilder builder, string secret) => new()
    {
        Profiles = [ComposeProfile.Uat, ComposeProfile.Runners],
        Networks = [ComposeNetwork.Data],
        Limits = new(3072, 1.25, 256),
        Image = PublishedBackup.ServerImage,
        User = PostgresCluster.Superuser,
        Volumes = PublishedBackup.Volumes,
        Writes = builder.BackupCopies(),
        Health = s_ready,
        HealthInterval = TimeSpan.FromSeconds(2),
        Scratch = ["/tmp", "/run/postgresql"],
        Secrets = [secret],
        Stop = TimeSpan.FromSeconds(60),
    };

    /// <summary>The service after which the server's roles and databases are there.</summary>
    public static string ProvisioningOf(string server) => server + Suffix;

    /// <summary>The image takes the superuser's password from a file, and has its data in a folder that can be renamed.</summary>
    public static void Prepare(Service service, string secret)
    {
        service.Environment["PGDATA"] = PublishedBackup.DataFolder;
        service.Environment.Remove("POSTGRES_PASSWORD");
        service.Environment["POSTGRES_PASSWORD_FILE"] = ComposeSecrets.FileOf(secret);
    }

    /// <summary>Adds what makes roles and databases: psql of the server's own image, with a script of the model's plans.</summary>
    public static void AddProvisioning(this IDistributedApplicationBuilder builder, string server, string secret) => builder
        .AddContainer(ProvisioningOf(server), ImageTags.PostgresImage, ImageTags.Postgres)
        .WithImageRegistry(ImageTags.Registry)
        .WithEntrypoint("/bin/sh")
        .WithArgs($"{Folder}/provision.sh")
        .WithPublishedFolder(Source, Folder, () => Files(builder, server, secret))
        .WithComposePlan(() => new ComposePlan
        {
            Profiles = [ComposeProfile.Uat, ComposeProfile.Runners],
            Networks = [ComposeNetwork.Data],
            Limits = ComposePlan.OnceLimits,
            Image = PublishedBackup.ServerImage,
            User = PostgresCluster.Superuser,
            Secrets = [secret, .. Plans(builder).SelectMany(plan => new[] { plan.Password, plan.OwnerPassword }).OfType<ParameterResource>().Select(parameter => parameter.Name)],
            After = [server],
            Once = true,
        });

    private static IEnumerable<KeyValuePair<string, string>> Files(IDistributedApplicationBuilder builder, string server, string secret)
    {
        yield return new("provision.sh", ProvisioningScript.Shell(server, ComposeSecrets.FileOf(secret)));
        yield return new("provision.sql", ProvisioningScript.Sql(Plans(builder)));
    }

    private static IEnumerable<DatabasePlan<ParameterResource>> Plans(IDistributedApplicationBuilder builder) =>
        builder.Resources.OfType<UatDatabaseResource>().Select(database => database.Plan);
}
