using FamilyCart.RunnerManager;
using FamilyCart.RunnerManager.Drivers;
using FamilyCart.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RunnerBench;

/// <summary>The runner manager as its own program composes it, but for the driver.</summary>
internal static class PretendingManager
{
    internal static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        builder.AddRunnerManager();
        builder.Services.Replace(ServiceDescriptor.Singleton<IRunnerDriver, PretendingDriver>());
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapRunnerManager();
        return await app.RunServiceAsync([]);
    }
}
