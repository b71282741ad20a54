using FamilyCart.Api.Accounts;
using FamilyCart.Api.Events;
using FamilyCart.Api.Features;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Items;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Mail;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Redis;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.SystemInfo;
using FamilyCart.Api.Tokens;
using FamilyCart.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPostgres("familycart");
builder.AddPostgresMigrations("familycart", typeof(Program).Assembly);
builder.AddApiHosting();
builder.AddRedis();
builder.AddTokens();
builder.AddAccounts();
builder.AddMail();
builder.AddLists();
builder.AddItems();
builder.AddSockets();
builder.AddEvents();
builder.AddFeatures();
builder.AddSystemInfo();
builder.AddOpenApiDocument();

var app = builder.Build();
app.UseApiPipeline();
app.MapDefaultEndpoints();
app.MapSystemInfo();
app.MapOpenApiDocument();
app.MapGroup("/api/v1").MapAccounts().MapLists().MapItems().MapSockets();

return await app.RunServiceAsync(args);
