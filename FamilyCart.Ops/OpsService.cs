using FamilyCart.ServiceDefaults;

namespace FamilyCart.Ops;

/// <summary>The same program as a service, <c>uat-backup</c>.</summary>
internal static class OpsService
{
    private static readonly string[] s_verbs = ["serve", "health", "preflight"];

    /// <summary>Whether the command line is one of a service.</summary>
    public static bool IsAsked(string[] args) => args is [var verb, ..] && s_verbs.Contains(verb);

    /// <returns>The exit code that all services have.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddBackupService();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        return await app.RunServiceAsync(args);
    }
}
