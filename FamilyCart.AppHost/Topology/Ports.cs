namespace FamilyCart.AppHost.Topology;

/// <summary>Fixed ports before <c>Topology:PortOffset</c> is added.</summary>
internal static class Ports
{
    public const int Gateway = 8080;
    public const int GatewayHttps = 8443;
    public const int GatewayAdmin = 9080;
    public const int ApiBlue = 8001;
    public const int ApiGreen = 8002;
    public const int Postgres = 5433;
    public const int Redis = 6380;
    public const int Ollama = 11434;
    public const int RunnerManager = 9101;
    public const int GitHubEmulator = 9102;
    public const int Prober = 9103;
    public const int Backup = 9104;
    public const int RegistryCache = 5000;
    public const int Prometheus = 9090;
    public const int Alertmanager = 9093;
    public const int NodeExporter = 9100;
    public const int PostgresExporter = 9187;
    public const int RedisExporter = 9121;
    public const int Grafana = 3000;
    public const int Loki = 3100;
    public const int Jaeger = 16686;
    public const int JaegerOtlp = 4317;
    public const int Cadvisor = 8081;
    public const int Dashboard = 18888;
    public const int DashboardOtlp = 18889;
    public const int DashboardResourceService = 18890;
}
