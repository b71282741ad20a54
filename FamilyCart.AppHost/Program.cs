using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Publishing;
using FamilyCart.AppHost.Resources.Backup;
using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Resources.Ollama;
using FamilyCart.AppHost.Resources.Postgres;
using FamilyCart.AppHost.Resources.Redis;
using FamilyCart.AppHost.Resources.Registry;
using FamilyCart.AppHost.Resources.Services;
using FamilyCart.AppHost.Topology;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddUatTopology();
builder.AddUatCompose("uat");
builder.AddPublishedChecks<Projects.FamilyCart_Prober>();

var server = builder.AddUatPostgres("uat-db");
var familycart = server.AddDatabase("familycart");
var runners = server.AddDatabase("runners");
var monitor = server.AddMonitor("monitor");

var redis = builder.AddUatRedis("uat-redis");
var ollama = builder.AddUatOllama("uat-ollama");
var registryCache = builder.AddUatRegistryCache("uat-registry-cache");

var probePassword = builder.AddProbePassword();
var migrations = builder.AddMigrations<Projects.FamilyCart_Api>("uat-migrations", familycart).SeedsProbe(probePassword);
var runnerMigrations = builder.AddMigrations<Projects.FamilyCart_RunnerManager>("uat-runner-migrations", runners);

var operatorToken = builder.AddOperatorToken();
var slotToken = builder.AddSlotToken();
var blue = AddApi("uat-api-blue", "blue", Ports.ApiBlue);
var green = AddApi("uat-api-green", "green", Ports.ApiGreen);

var github = builder.AddGitHubEmulator<Projects.FamilyCart_GitHubEmulator>("uat-github-emulator");
var runnerManager = builder.AddService<Projects.FamilyCart_RunnerManager>("uat-runner-manager", Ports.RunnerManager, "runner-manager")
    .WithReference(runners)
    .WithOperator(operatorToken)
    .WithCi(builder.AddCiToken())
    .WithGitHub(github)
    .WithPoolCommands(operatorToken)
    .WithHostCommands(operatorToken)
    .WithRegistryCache(registryCache)
    .WithComposePlan(PublishedServices.RunnerManager<Projects.FamilyCart_RunnerManager>())
    .WaitForCompletion(runnerMigrations);

var gateway = builder.AddGateway<Projects.FamilyCart_Gateway>("uat-gateway")
    .WithSlot("blue", blue)
    .WithSlot("green", green)
    .WithSlotToken(slotToken)
    .WithOperator(operatorToken)
    .WithDeploymentCommands(operatorToken)
    .WithRunnerManager(runnerManager);

builder.AddProber<Projects.FamilyCart_Prober>("uat-prober", probePassword).WaitFor(gateway);
builder.AddBackup<Projects.FamilyCart_Ops, Projects.FamilyCart_Api>("uat-backup", server, probePassword);

builder.AddUatNodeExporter("uat-node-exporter");
builder.AddUatPostgresExporter("uat-postgres-exporter", monitor, familycart);
builder.AddUatRedisExporter("uat-redis-exporter", redis);
builder.AddUatCadvisor("uat-cadvisor");
var prometheus = builder.AddUatPrometheus("uat-prometheus");
builder.AddUatAlertmanager("uat-alertmanager");
var loki = builder.AddUatLoki("uat-loki");
builder.AddUatLogShipper("uat-log-shipper", loki);
var jaeger = builder.AddUatJaeger("uat-jaeger");
gateway.WithGrafana(builder.AddUatGrafana("uat-grafana", prometheus, loki, jaeger));

return await builder.LaunchAsync();

IResourceBuilder<ProjectResource> AddApi(string name, string slot, int port) =>
    builder.AddApiSlot<Projects.FamilyCart_Api>(name, slot, port)
        .WithReference(familycart)
        .WithReference(redis, "redis")
        .WithOperator(operatorToken)
        .KnowsGateway(slotToken)
        .WithOllama(ollama)
        .WaitFor(redis)
        .WaitForCompletion(migrations);
