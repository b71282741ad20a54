using FamilyCart.Gateway;
using FamilyCart.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddGateway();

var app = builder.Build();
app.UseGateway();
app.MapDefaultEndpoints(app.GetAdminHost());
app.MapGateway();
return await app.RunServiceAsync(args);
