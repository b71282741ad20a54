using System.Globalization;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Resources.Services;
using FamilyCart.AppHost.Secrets;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Resources.Backup;

/// <summary>
/// Backups as they are published: server, service and restore point are of one image, images/backup, so that pgBackRest is where the log is
/// written, and see the same two volumes.
/// </summary>
internal static class PublishedBackup
{
    /// <summary>The database server's image, as the compose file asks for it.</summary>
    public const string ServerImage = "${UAT_DB_IMAGE}";

    /// <summary>Where the server's volume is; restored folders lie in it beside the server's own.</summary>
    public const string DataVolume = "/var/lib/postgresql/data";

    /// <summary>The server's own folder. It can be renamed, which the root of a volume cannot.</summary>
    public const string DataFolder = $"{DataVolume}/server";

    /// <summary>What remembers <see cref="BackupCopyFolder"/> in the published folder.</summary>
    public const string CopyVariable = "BACKUP_COPY_FOLDER";

    private const string Volume = "backup";
    private const string Folder = "/var/lib/familycart/backup";
    private const string Api = "/app/api/FamilyCart.Api.dll";
    private const string Settings = "Backup";
    private const string Key = "backup-encryption-key";
    private const string CopyFolder = "/var/lib/familycart/copy";

    private static readonly string[] s_settings = ["Priority", "Retention", "Schedule", "Drill:MaximumRpo"];

    /// <summary>What the server runs for each finished segment of its log.</summary>
    public static string ArchiveCommand { get; } = Backup.ArchiveCommand.Of("pgbackrest", $"{Folder}/pgbackrest.conf");

    /// <summary>The volumes that all three have.</summary>
    public static IReadOnlyDictionary<string, string> Volumes { get; } = new Dictionary<string, string> { [Volume] = Folder };

    /// <summary>The server's folder for a second copy: what is configured, else what was when it was published before. Null for none.</summary>
    public static string? BackupCopyFolder(this IDistributedApplicationBuilder builder) =>
        (builder.Configuration[$"{Settings}:Copy:Folder"] ?? builder.Configuration[$"Publish:Set:{CopyVariable}"] ?? PublishedProject.ValuesBefore(builder).GetValueOrDefault(CopyVariable)) is { Length: > 0 } folder ? folder : null;

    /// <summary>That folder, and where all three find it.</summary>
    public static IReadOnlyDictionary<string, string> BackupCopies(this IDistributedApplicationBuilder builder) =>
        builder.BackupCopyFolder() is { } folder
            ? new Dictionary<string, string> { [folder] = CopyFolder }
            : new Dictionary<string, string>();

    /// <summary>Adds the service, and what sets a restore point before migrations.</summary>
    public static void AddPublishedBackup<TProject>(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<UatDatabaseResource> database, IResourceBuilder<ParameterResource> probePassword)
        where TProject : IProjectMetadata, new()
    {
        builder.AddFaults();
        builder.AddSecret(Key, isForeign: true);
        builder.AddProject<TProject>(BackupExtensions.RestorePoint, launchProfileName: null)
            .WithSettings(database)
            .WaitFor(database)
            .WithComposePlan(Plan(builder) with { Networks = [ComposeNetwork.Data], Limits = new(256, 0.5, 128), Once = true })
            .PublishAsDockerComposeService((_, service) => service.Command = ["ops", "restore-point", "--before", .. Migrating(builder)]);
        var backup = builder.AddService<TProject>(name, Ports.Backup, Volume)
            .WithSettings(database)
            .WaitFor(database)
            .WithComposePlan(Plan(builder) with
            {
                Networks = [ComposeNetwork.Data, ComposeNetwork.Monitoring],
                Limits = new(768, 0.33, 256),
                Health = ["CMD", "ops", "health"],
                Stop = TimeSpan.FromSeconds(60),
            })
            .PublishAsDockerComposeService((_, service) => service.Command = ["ops", "serve"]);
        if (builder.Carries(ComposeProfile.Uat))
        {
            // Without lists on the server nobody could log in to them.
            backup.WithEnvironment("Backup__Drill__Api", Api)
                .WithEnvironment("Backup__Drill__ProbeEmail", builder.ProbeEmail())
                .WithEnvironment("Backup__Drill__ProbePassword", probePassword);
        }
    }

    private static ComposePlan Plan(IDistributedApplicationBuilder builder) => new()
    {
        Profiles = [ComposeProfile.Uat, ComposeProfile.Runners],
        Networks = [],
        Limits = ComposePlan.OnceLimits,
        User = PostgresCluster.Superuser,
        Volumes = new Dictionary<string, string>(Volumes) { ["postgres"] = DataVolume },
        Writes = builder.BackupCopies(),
        Secrets = [Key],
    };

    private static IResourceBuilder<ProjectResource> WithSettings(this IResourceBuilder<ProjectResource> project, IResourceBuilder<UatDatabaseResource> database)
    {
        var builder = project.ApplicationBuilder;
        project.WithReference(database)
            .WithEnvironment("Backup__Folder", Folder)
            .WithEnvironment("Backup__DataFolder", DataFolder)
            .WithEnvironment("Backup__Programs", string.Create(CultureInfo.InvariantCulture, $"/usr/lib/postgresql/{ImageTags.PostgresMajor}/bin"))
            .WithEnvironment("Backup__EncryptionKeyFile", ComposeSecrets.FileOf(Key));
        if (builder.BackupCopies().Count > 0)
        {
            project.WithEnvironment("Backup__Copy__Folder", CopyFolder);
        }

        foreach (var (key, value) in s_settings.SelectMany(key => builder.Configuration.GetSection($"{Settings}:{key}").AsEnumerable()).Where(setting => setting.Value is not null))
        {
            project.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value!);
        }

        return project;
    }

    // What is set and would not be published has to be said: backups that are not encrypted, or not where they were thought to be, look like others.
    private static void AddFaults(this IDistributedApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(Settings);
        var faults = builder.Topology().Faults;
        if (settings["EncryptionKey"] is not null)
        {
            faults.Add(new Fault(ExitCode.BadConfiguration, $"Backup:EncryptionKey is not published, since a compose file is no place for a secret; write it to secrets/{Key} before the first start."));
        }

        if (settings["Copy:Bucket"] is not null)
        {
            faults.Add(new Fault(ExitCode.BadConfiguration, "Backup:Copy:Bucket is not published, since the database has no way out of its network; name a folder of the server, such as Backup:Copy:Folder=/mnt/other-disk/familycart."));
        }

        if (builder.BackupCopies().Keys.FirstOrDefault(folder => !Path.IsPathFullyQualified(folder)) is { } relative)
        {
            faults.Add(new Fault(ExitCode.BadConfiguration, $"Backup:Copy:Folder is '{relative}'; it must be an absolute path of the server, such as /mnt/other-disk/familycart."));
        }
    }

    private static IEnumerable<string> Migrating(IDistributedApplicationBuilder builder)
    {
        if (builder.Carries(ComposeProfile.Uat))
        {
            yield return "${UAT_MIGRATIONS_IMAGE}";
        }

        if (builder.Carries(ComposeProfile.Runners))
        {
            yield return "${UAT_RUNNER_MIGRATIONS_IMAGE}";
        }
    }
}
