using FamilyCart.Api.Accounts;
using FamilyCart.Api.Events;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Items;
using FamilyCart.Api.Limits;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Redis;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Tokens;
using FamilyCart.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPostgres("familycart");
builder.AddPostgresMigrations("familycart", typeof(Program).Assembly);
builder.AddApiHosting();
builder.AddRedis();
builder.AddLimits();
builder.AddTokens();
builder.AddAccounts();
builder.AddMail();
builder.AddLists();
builder.AddItems();
builder.AddSockets();
builder.AddEvents();

var app = builder.Build();
app.UseApiPipeline();
app.MapDefaultEndpoints();
app.MapGroup("/api/v1").MapAccounts().MapLists().MapItems().MapSockets();

return await app.RunServiceAsync(args);
