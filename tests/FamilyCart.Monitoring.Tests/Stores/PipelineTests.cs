using System.Text.Json.Nodes;
using FamilyCart.Monitoring.Tests.Support;

namespace FamilyCart.Monitoring.Tests.Stores;

/// <summary>
/// The configurations of Jaeger and of the log shipper, which are pipelines of the OpenTelemetry collector: whatever a pipeline or an
/// extension names is there, and nothing is there that nobody names. Their images are not run here.
/// </summary>
public sealed class PipelineTests
{
    private static readonly string[] s_kinds = ["receivers", "processors", "exporters"];

    [Theory]
    [InlineData("jaeger/jaeger.yml")]
    [InlineData("log-shipper/log-shipper.yml")]
    public void Components_Named_AreThoseThatAreThere(string path)
    {
        var configuration = Yaml.Read(Repository.Monitoring(path.Split('/')));
        var service = configuration["service"]!;
        foreach (var kind in s_kinds)
        {
            var named = service["pipelines"]!.AsObject().SelectMany(pipeline => Names(pipeline.Value![kind])).Distinct().Order(StringComparer.Ordinal);
            Assert.Equal(configuration[kind]!.AsObject().Select(component => component.Key).Order(StringComparer.Ordinal), named);
        }

        Assert.Equal(configuration["extensions"]!.AsObject().Select(extension => extension.Key).Order(StringComparer.Ordinal), Names(service["extensions"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("jaeger/jaeger.yml")]
    [InlineData("log-shipper/log-shipper.yml")]
    public void Processors_InTheirOrder_LimitMemoryFirstAndBatchLast(string path) => Assert.All(
        Yaml.Read(Repository.Monitoring(path.Split('/')))["service"]!["pipelines"]!.AsObject(),
        pipeline => Assert.Equal(["memory_limiter", "batch"], Names(pipeline.Value!["processors"])));

    [Fact]
    public void Jaeger_Storage_IsOneBackendOnDiskFor15Days()
    {
        var jaeger = Yaml.Read(Repository.Monitoring("jaeger", "jaeger.yml"));

        var (name, backend) = Assert.Single(jaeger["extensions"]!["jaeger_storage"]!["backends"]!.AsObject());
        Assert.Equal("360h", (string?)backend!["badger"]!["ttl"]!["spans"]);
        Assert.Equal("false", (string?)backend["badger"]!["ephemeral"]);
        Assert.Equal(name, (string?)jaeger["extensions"]!["jaeger_query"]!["storage"]!["traces"]);
        Assert.Equal(name, (string?)jaeger["exporters"]!["jaeger_storage_exporter"]!["trace_storage"]);
    }

    [Fact]
    public void Loki_Logs_AreDeletedAfter30Days()
    {
        var loki = Yaml.Read(Repository.Monitoring("loki", "loki.yml"));

        Assert.Equal("720h", (string?)loki["limits_config"]!["retention_period"]);
        Assert.Equal("true", (string?)loki["compactor"]!["retention_enabled"]);
        Assert.Equal((string?)loki["schema_config"]!["configs"]![0]!["object_store"], (string?)loki["compactor"]!["delete_request_store"]);
        // Retention asks for an index of whole days.
        Assert.Equal("24h", (string?)loki["schema_config"]!["configs"]![0]!["index"]!["period"]);
    }

    [Fact]
    public void Shipper_FileReceivers_KeepTheirPlaceAndGoWhereLokiIs()
    {
        var shipper = Yaml.Read(Repository.Monitoring("log-shipper", "log-shipper.yml"));

        Assert.All(shipper["receivers"]!.AsObject(), receiver => Assert.Equal("file_storage", (string?)receiver.Value!["storage"]));
        Assert.Equal("${env:LOKI_URL}/otlp", (string?)shipper["exporters"]!["otlphttp/loki"]!["endpoint"]);
    }

    // Before the line is taken apart: its own text could say anything, but no unescaped quote.
    [Fact]
    public void Shipper_Containers_AreThoseOfTheTopologyAlone()
    {
        var operators = Yaml.Read(Repository.Monitoring("log-shipper", "log-shipper.yml"))["receivers"]!["filelog/containers"]!["operators"]!.AsArray();

        Assert.Equal("filter", (string?)operators[0]!["type"]);
        Assert.Equal("""not (body contains "\"familycart.topology\":\"${env:TOPOLOGY}\"")""", (string?)operators[0]!["expr"]);
    }

    [Fact]
    public void DataSources_Named_AreThere()
    {
        var sources = Directory.EnumerateFiles(Repository.Monitoring("grafana", "provisioning", "datasources"), "*.yml")
            .SelectMany(path => Yaml.Read(path)["datasources"]!.AsArray())
            .ToList();
        var uids = sources.Select(source => (string)source!["uid"]!).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(["familycart-jaeger", "familycart-loki", "familycart-prometheus"], uids.Order(StringComparer.Ordinal));
        Assert.Equal("familycart-prometheus", (string?)Assert.Single(sources, source => (string?)source!["isDefault"] == "true")!["uid"]);
        Assert.All(References(new JsonArray([.. sources.Select(source => source!.DeepClone())])), uid => Assert.Contains(uid, uids));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key == "datasourceUid" ? [(string)pair.Value!] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static IEnumerable<string> Names(JsonNode? list) => (list?.AsArray() ?? []).Select(name => (string)name!);
}
