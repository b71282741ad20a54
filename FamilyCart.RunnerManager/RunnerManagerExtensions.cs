using FamilyCart.RunnerManager.Composition;
using FamilyCart.RunnerManager.Drains;
using FamilyCart.RunnerManager.Evidence;
using FamilyCart.RunnerManager.Explanations;
using FamilyCart.RunnerManager.Gates;
using FamilyCart.RunnerManager.GitHub;
using FamilyCart.RunnerManager.History;
using FamilyCart.RunnerManager.Intake;
using FamilyCart.RunnerManager.Overview;
using FamilyCart.RunnerManager.Preflights;
using FamilyCart.RunnerManager.Readers;
using FamilyCart.RunnerManager.Status;
using FamilyCart.RunnerManager.Storage;
using FamilyCart.RunnerManager.Telemetry;
using FamilyCart.RunnerManager.WorkflowLeases;
using FamilyCart.ServiceDefaults;
using FamilyCart.ServiceDefaults.Access;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager;

/// <summary>Composes the runner manager.</summary>
internal static class RunnerManagerExtensions
{
    public const string Database = "runners";

    public static WebApplicationBuilder AddRunnerManager(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Columns are written with underscores.
        Dapper.DefaultTypeMap.MatchNamesWithUnderscores = true;
        builder.AddPostgres(Database);
        builder.AddReservedPostgres(Database, ReservedDatabase.Key, ReservedDatabase.Connections);
        builder.AddReservedPostgres(Database, ReservedDatabase.HostKey, ReservedDatabase.HostConnections);
        builder.AddPostgresMigrations(Database, typeof(RunnerManagerExtensions).Assembly);
        builder.AddAccess();
        builder.AddReaders();
        builder.AddGitHub();
        builder.Services.AddSettings(StatusSettings.Section, StatusSettings.Read);
        builder.Services.AddSingleton<StatusReader>();
        builder.Services.AddSingleton<StatusCache>();
        builder.Services.AddSingleton<HistoryReader>();
        builder.Services.AddSingleton<HistoryCache>();
        builder.Services.AddSingleton<RunnerManagerMetrics>();
        builder.Services.AddHostedService<Instruments>();
        builder.AddFleet();
        builder.AddIntake();
        builder.AddRecovery();
        builder.AddLeader();
        builder.AddHost();
        builder.AddHealth();
        builder.AddGates();
        return builder;
    }

    public static WebApplication MapRunnerManager(this WebApplication app)
    {
        app.MapLogIn();
        app.MapStatus();
        app.MapExplanations();
        app.MapLogs();
        app.MapOverview();
        app.MapDrains();
        app.MapWebhook();
        app.MapGates();
        app.MapPreflights();
        app.MapLeases();
        return app;
    }
}
