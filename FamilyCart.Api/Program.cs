using FamilyCart.Api.Composition;
using FamilyCart.Api.Hosting;
using FamilyCart.ServiceDefaults;

if (await HealthVerb.TryAsync(args) is { } health)
{
    return health;
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPostgres("familycart");
builder.AddPostgresMigrations("familycart", typeof(Program).Assembly);
builder.AddApiHosting();
builder.AddPeople();
builder.AddShopping();
builder.AddLiveChanges();
builder.AddOperations();

var app = builder.Build();
app.UseApiPipeline();
app.MapDefaultEndpoints();
app.MapOperations();
app.MapGroup("/api/v1").MapPeople().MapShopping().MapLiveChanges();

return await app.RunServiceAsync(args);
