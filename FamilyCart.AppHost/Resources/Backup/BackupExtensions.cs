using System.Text.Json;
using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Resources.Services;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.Configuration;

namespace FamilyCart.AppHost.Resources.Backup;

/// <summary>The service that backs the database server up and proves it by restoring, and what the server does for it.</summary>
internal static class BackupExtensions
{
    /// <summary>Sets a restore point before anything is migrated.</summary>
    public const string RestorePoint = "uat-restore-point";

    private const string Wanted = "Backup:RestorePoint";
    private const string Tool = "pgbackrest";
    private const string Folder = "backup";
    private const string Database = "backup";

    // The operator's command line reads it; docs/backup.md.
    private const string SettingsFile = "ops.json";

    /// <summary>What the database server runs for each finished segment of its log; null in a run without backups.</summary>
    public static string? ArchiveCommand(this IDistributedApplicationBuilder builder) => Obstacle(builder) is not null
        ? null
        : Backup.ArchiveCommand.Of(Programs.Find(Tool)!, Path.Combine(builder.Topology().Folder(Folder), "pgbackrest.conf"));

    /// <summary>Base backups, dumps and drills of a server that runs as a process, or of the one that is published.</summary>
    /// <typeparam name="TProject">The service.</typeparam>
    /// <typeparam name="TApi">What a drill starts on restored data.</typeparam>
    /// <param name="builder">The topology's builder.</param>
    /// <param name="name">The resource.</param>
    /// <param name="server">What is backed up.</param>
    /// <param name="probePassword">Of the account that logs in to restored data.</param>
    public static void AddBackup<TProject, TApi>(
        this IDistributedApplicationBuilder builder, string name, UatPostgres server, IResourceBuilder<ParameterResource> probePassword)
        where TProject : IProjectMetadata, new()
        where TApi : IProjectMetadata, new()
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            builder.AddPublishedBackup<TProject>(name, server.AddBackup(Database), probePassword);
            return;
        }

        var topology = builder.Topology();
        if (Obstacle(builder) is { } obstacle)
        {
            topology.Absent.Add(new AbsentResource(name, obstacle));
            return;
        }

        var database = server.AddBackup(Database);
        Dictionary<string, string> settings = new()
        {
            ["Backup__Folder"] = topology.Folder(Folder),
            ["Backup__DataFolder"] = topology.Folder("postgres"),
            ["Backup__Programs"] = topology.PostgresPrograms ?? "",
            ["Backup__Drill__Api"] = AssemblyOf(new TApi().ProjectPath),
            ["Backup__Drill__ProbeEmail"] = builder.ProbeEmail(),
        };
        foreach (var (key, value) in builder.Configuration.GetSection("Backup").AsEnumerable().Where(setting => setting.Value is not null))
        {
            // What an operator sets holds for the service and for the command line.
            settings[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        }

        var wanted = builder.Configuration[Wanted] ?? bool.TrueString;
        if (!bool.TryParse(wanted, out var isWanted))
        {
            topology.Faults.Add(new Fault(ExitCode.BadConfiguration, $"{Wanted} is '{wanted}'; it must be true or false."));
        }
        else if (isWanted)
        {
            builder.AddRestorePoint<TProject>(database, settings);
        }

        builder.AddService<TProject>(name, Ports.Backup, "backup")
            .WithArgs("serve")
            .WithSettings(database, settings)
            .WithEnvironment("Backup__Drill__ProbePassword", probePassword)
            .OnBeforeResourceStarted(async (_, _, token) =>
        {
            settings["ConnectionStrings__backup"] = (await database.Resource.ConnectionStringExpression.GetValueAsync(token))!;
            settings["Backup__Drill__ProbePassword"] = (await probePassword.Resource.GetValueAsync(token))!;
            PrivateFile.Write(topology.Folder(SettingsFile), JsonSerializer.Serialize(
                settings.ToDictionary(setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => setting.Value)));
        });
    }

    /// <summary>What the migrations of this run wait for: where they would change what is there, a base backup and a restore point come first.</summary>
    private static void AddRestorePoint<TProject>(
        this IDistributedApplicationBuilder builder, IResourceBuilder<UatDatabaseResource> database, IReadOnlyDictionary<string, string> settings)
        where TProject : IProjectMetadata, new()
    {
        var migrations = builder.Resources.OfType<ProjectResource>()
            .SelectMany(resource => resource.Annotations.OfType<MigratesAnnotation>(), (resource, migrates) => (Resource: resource, migrates.Database)).ToList();
        var restorePoint = builder.AddProject<TProject>(RestorePoint, launchProfileName: null)
            .WithArgs(["restore-point", "--migrates", .. migrations.Select(migration => $"{migration.Database}={AssemblyOf(migration.Resource.Annotations.OfType<IProjectMetadata>().Single().ProjectPath)}")])
            .WithSettings(database, settings)
            .WithRole("project", Expectation.Completed);
        foreach (var (resource, _) in migrations)
        {
            builder.CreateResourceBuilder(resource).WaitForCompletion(restorePoint);
        }
    }

    private static IResourceBuilder<ProjectResource> WithSettings(
        this IResourceBuilder<ProjectResource> project, IResourceBuilder<UatDatabaseResource> database, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (key, value) in settings)
        {
            project.WithEnvironment(key, value);
        }

        return project.WithReference(database).WaitFor(database);
    }

    /// <summary>Why there are no backups; null where there are.</summary>
    private static string? Obstacle(IDistributedApplicationBuilder builder) =>
        builder.Topology().UsesContainers ? "in a run it backs up a server that is a process, and this one is a container"
        : Programs.Find(Tool) is null ? $"not installed (package {Tool})"
        : null;

    // Beside the project, in the folder that this program's own build has beside its project.
    private static string AssemblyOf(string project)
    {
        var output = AppContext.BaseDirectory[AppContext.BaseDirectory.LastIndexOf($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)..];
        return Path.Join(Path.GetDirectoryName(project), output, Path.GetFileNameWithoutExtension(project) + ".dll");
    }
}
