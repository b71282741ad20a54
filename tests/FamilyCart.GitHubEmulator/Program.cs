using FamilyCart.GitHubEmulator;
using FamilyCart.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddEmulator();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapEmulator();
return await app.RunServiceAsync(args);
