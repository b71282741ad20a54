using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Resources.Ollama;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Resources.Redis;
using FamilyCart.AppHost.Resources.Registry;
using FamilyCart.AppHost.Resources.Services;
using FamilyCart.AppHost.Topology;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddUatTopology();

var server = builder.AddUatPostgres("uat-db");
var familycart = server.AddDatabase("familycart");
var runners = server.AddDatabase("runners");
server.AddMonitor("monitor");

var redis = builder.AddUatRedis("uat-redis");
var ollama = builder.AddUatOllama("uat-ollama");
var registryCache = builder.AddUatRegistryCache("uat-registry-cache");

var migrations = builder.AddMigrations<Projects.FamilyCart_Api>("uat-migrations", familycart);
var runnerMigrations = builder.AddMigrations<Projects.FamilyCart_RunnerManager>("uat-runner-migrations", runners);

var operatorToken = builder.AddOperatorToken();
var blue = AddApi("uat-api-blue", "blue", Ports.ApiBlue);
var green = AddApi("uat-api-green", "green", Ports.ApiGreen);

var github = builder.AddGitHubEmulator<Projects.FamilyCart_GitHubEmulator>("uat-github-emulator");
var runnerManager = builder.AddService<Projects.FamilyCart_RunnerManager>("uat-runner-manager", Ports.RunnerManager, "runner-manager")
    .WithReference(runners)
    .WithOperator(operatorToken)
    .WithCi(builder.AddCiToken())
    .WithGitHub(github)
    .WithPoolCommands(operatorToken)
    .WithRegistryCache(registryCache)
    .WaitForCompletion(runnerMigrations);

builder.AddGateway<Projects.FamilyCart_Gateway>("uat-gateway")
    .WithSlot("blue", blue)
    .WithSlot("green", green)
    .WithRunnerManager(runnerManager);

builder.AddUatPrometheus("uat-prometheus");
builder.AddUatAlertmanager("uat-alertmanager");

return await builder.LaunchAsync();

IResourceBuilder<ProjectResource> AddApi(string name, string slot, int port) =>
    builder.AddApiSlot<Projects.FamilyCart_Api>(name, slot, port)
        .WithReference(familycart)
        .WithReference(redis, "redis")
        .WithOperator(operatorToken)
        .WithOllama(ollama)
        .WaitFor(redis)
        .WaitForCompletion(migrations);
