using FamilyCart.RunnerManager;
using FamilyCart.ServiceDefaults;

if (await HealthVerb.TryAsync(args) is { } health)
{
    return health;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRunnerManager();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapRunnerManager();
return await app.RunServiceAsync(args);
