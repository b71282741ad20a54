using FamilyCart.Api.Accounts;
using FamilyCart.Api.Changes;
using FamilyCart.Api.Events;
using FamilyCart.Api.History;
using FamilyCart.Api.Hosting;
using FamilyCart.Api.Housekeeping;
using FamilyCart.Api.Invitations;
using FamilyCart.Api.Items;
using FamilyCart.Api.Lists;
using FamilyCart.Api.Mail;
using FamilyCart.Api.Members;
using FamilyCart.Api.Ordering;
using FamilyCart.Api.Redis;
using FamilyCart.Api.Sockets;
using FamilyCart.Api.Tokens;
using FamilyCart.Api.Usage;
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
builder.AddChanges();
builder.AddLists();
builder.AddItems();
builder.AddHistory();
builder.AddOrdering();
builder.AddUsage();
builder.AddMembers();
builder.AddInvitations();
builder.AddSockets();
builder.AddEvents();
builder.AddHousekeeping();

var app = builder.Build();
app.UseApiPipeline();
app.MapDefaultEndpoints();
app.MapGroup("/api/v1")
    .MapAccounts().MapLists().MapItems().MapHistory().MapOrdering().MapUsage().MapMembers().MapInvitations().MapSockets();

return await app.RunServiceAsync(args);
