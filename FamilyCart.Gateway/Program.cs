using FamilyCart.Gateway;
using FamilyCart.ServiceDefaults;

if (await HealthVerb.TryAsync(args) is { } health)
{
    return health;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGateway();

var app = builder.Build();
app.UseGateway();
app.MapDefaultEndpoints(app.GetAdminHost());
app.MapGateway();
return await app.RunServiceAsync(args);
