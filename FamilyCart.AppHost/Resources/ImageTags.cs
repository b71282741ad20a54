namespace FamilyCart.AppHost.Resources;

/// <summary>The images of backing services, in one place. SQL keeps to PostgreSQL 15 and commands to Redis 7.0, so later majors need their tests first.</summary>
internal static class ImageTags
{
    public const int PostgresMajor = 15;
    public const string Registry = "docker.io";
    public const string PostgresImage = "library/postgres";
    public const string Postgres = "15.14-alpine";
    public const string RedisImage = "library/redis";
    public const string Redis = "7.4-alpine";
    public const string OllamaImage = "ollama/ollama";
    public const string Ollama = "0.12.6";
    public const string RegistryImage = "library/registry";
    public const string RegistryServer = "2.8.3";

    // The exporters are those whose series the rules were tested with: Debian 12's.
    public const string QuayRegistry = "quay.io";
    public const string NodeExporterImage = "prometheus/node-exporter";
    public const string NodeExporter = "v1.5.0";
    public const string PostgresExporterImage = "prometheuscommunity/postgres-exporter";
    public const string PostgresExporter = "v0.11.1";
    public const string RedisExporterImage = "oliver006/redis_exporter";
    public const string RedisExporter = "v1.45.0";

    public const string PrometheusImage = "prom/prometheus";
    public const string Prometheus = "v2.53.5";
    public const string AlertmanagerImage = "prom/alertmanager";
    public const string Alertmanager = "v0.28.1";

    public const string GrafanaImage = "grafana/grafana";
    public const string Grafana = "12.2.1";
    public const string LokiImage = "grafana/loki";
    public const string Loki = "3.5.7";
    public const string LogShipperImage = "otel/opentelemetry-collector-contrib";
    public const string LogShipper = "0.138.0";
    public const string JaegerImage = "jaegertracing/jaeger";
    public const string Jaeger = "2.11.0";
    public const string GoogleRegistry = "gcr.io";
    public const string CadvisorImage = "cadvisor/cadvisor";
    public const string Cadvisor = "v0.52.1";

    /// <summary>Full names of the images without which no topology of containers starts.</summary>
    public static IReadOnlyList<string> Needed { get; } = [$"{Registry}/{PostgresImage}:{Postgres}", $"{Registry}/{RedisImage}:{Redis}"];
}
