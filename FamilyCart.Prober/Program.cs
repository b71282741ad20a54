using FamilyCart.Prober;
using FamilyCart.ServiceDefaults;

if (await HealthVerb.TryAsync(args) is { } health)
{
    return health;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddProber();

var app = builder.Build();
app.MapDefaultEndpoints();
return await app.RunServiceAsync(args);
