using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using FamilyCart.AppHost.Resources;
using FamilyCart.AppHost.Resources.Monitoring;
using FamilyCart.AppHost.Tests.Support;
using FamilyCart.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;

namespace FamilyCart.AppHost.Tests.Resources.Monitoring;

/// <summary>Grafana, Loki, Jaeger, cAdvisor and the log shipper, as far as the model goes: their images are not run here.</summary>
[Collection(TopologyTests.Name)]
public sealed class ImageOnlyTests(TopologyFixture topology) : IDisposable
{
    private readonly LaunchRun _run = new(topology);

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Processes_WhatIsOnlyAnImage_IsAbsentAndTheTableSaysWhy()
    {
        var builder = _run.Builder();
        builder.AddUatGrafana("uat-grafana", null, builder.AddUatLoki("uat-loki"), builder.AddUatJaeger("uat-jaeger"));
        builder.AddUatCadvisor("uat-cadvisor");
        builder.AddUatLogShipper("uat-log-shipper", null);

        Assert.DoesNotContain(builder.Resources, resource => resource.Role() is not null);
        Assert.Equal(
            ["uat-loki", "uat-jaeger", "uat-grafana", "uat-cadvisor", "uat-log-shipper"],
            builder.Topology().Absent.Where(absent => absent.Reason.Contains("image", StringComparison.Ordinal)).Select(absent => absent.Name));
    }

    [Fact]
    public void Containers_EachImage_IsPinnedLimitedCheckedAndNeverWaitedFor()
    {
        var resources = Build().ToDictionary(resource => resource.Name);
        var expected = new Dictionary<string, (string Image, int[] Ports)>
        {
            ["uat-grafana"] = ("docker.io/grafana/grafana:12.2.1", [3000]),
            ["uat-loki"] = ("docker.io/grafana/loki:3.5.7", [3100]),
            ["uat-jaeger"] = ("docker.io/jaegertracing/jaeger:2.11.0", [16686, 4317]),
            ["uat-cadvisor"] = ("gcr.io/cadvisor/cadvisor:v0.52.1", [8081]),
            ["uat-log-shipper"] = ("docker.io/otel/opentelemetry-collector-contrib:0.138.0", []),
        };

        foreach (var (name, (image, ports)) in expected)
        {
            var resource = resources[name];
            Assert.Equal(new RoleAnnotation("container", Expectation.Optional), resource.Role());
            var annotation = resource.Annotations.OfType<ContainerImageAnnotation>().Single();
            Assert.Equal(image, $"{annotation.Registry}/{annotation.Image}:{annotation.Tag}");
            Assert.NotEmpty(resource.Annotations.OfType<HealthCheckAnnotation>());
            Assert.Contains(resource.Annotations, found => found.GetType().Name == "ContainerRuntimeArgsCallbackAnnotation");
            Assert.Equal(ports, resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.Port is not null).Select(endpoint => endpoint.Port!.Value - TopologyFixture.PortOffset));
        }
    }

    [Fact]
    public async Task Containers_Grafana_LivesBelowItsPathAndLetsNobodyInUnasked()
    {
        var resources = Build().ToDictionary(resource => resource.Name);
        var environment = await TopologyFixture.EnvironmentOfAsync(resources["uat-grafana"]);

        Assert.Equal($"http://localhost:{8080 + TopologyFixture.PortOffset}/grafana/", environment["GF_SERVER_ROOT_URL"]);
        Assert.Equal(("true", "false"), (environment["GF_SERVER_SERVE_FROM_SUB_PATH"], environment["GF_AUTH_ANONYMOUS_ENABLED"]));
        var password = Assert.IsType<ParameterResource>(environment["GF_SECURITY_ADMIN_PASSWORD"]);
        Assert.Equal(("grafana-admin-password", true), (password.Name, password.Secret));
        Assert.Equal("uat-prometheus", Assert.IsType<EndpointReference>(environment["PROMETHEUS_URL"]).Resource.Name);
        Assert.Equal("uat-loki", Assert.IsType<EndpointReference>(environment["LOKI_URL"]).Resource.Name);
        Assert.Equal("uat-jaeger", Assert.IsType<EndpointReference>(environment["JAEGER_URL"]).Resource.Name);
        var gateway = await TopologyFixture.EnvironmentOfAsync(resources["uat-gateway"]);
        Assert.Equal("uat-grafana", Assert.IsType<EndpointReference>(gateway["Gateway__Grafana__Address"]).Resource.Name);
        Assert.Equal(
            [("monitoring/grafana/provisioning", "/etc/grafana/provisioning", true), ("monitoring/grafana/dashboards", "/etc/grafana/dashboards", true)],
            resources["uat-grafana"].Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == ContainerMountType.BindMount)
                .Select(mount => (mount.Source![mount.Source!.IndexOf("monitoring/", StringComparison.Ordinal)..], mount.Target, mount.IsReadOnly)));
    }

    [Fact]
    public async Task Containers_EveryService_SendsItsTracesToJaegerToo()
    {
        foreach (var project in Build().OfType<ProjectResource>())
        {
            var store = Assert.IsType<EndpointReference>((await TopologyFixture.EnvironmentOfAsync(project))["Telemetry__TraceStore"]);
            Assert.Equal(("uat-jaeger", "otlp"), (store.Resource.Name, store.EndpointName));
        }
    }

    [Fact]
    public void Containers_LogFolder_IsReadByTheShipper()
    {
        var logs = _run.Folder.Below("logs");
        Assert.DoesNotContain(Mounts(Build()), mount => mount.Source == logs);
        Assert.Contains(Mounts(Build($"--Launch:LogDirectory={logs}")), mount => mount.Source == logs && mount.IsReadOnly);

        static IEnumerable<ContainerMountAnnotation> Mounts(IReadOnlyList<IResource> resources) =>
            resources.Single(resource => resource.Name == "uat-log-shipper").Annotations.OfType<ContainerMountAnnotation>();
    }

    [Fact]
    public async Task Containers_WithAShipper_TellInEachLineWhoseTheyAre()
    {
        using var engine = FakePrograms.Engine();
        var builder = _run.Builder("--Topology:Runtime=containers");
        builder.AddUatLogShipper("uat-log-shipper", builder.AddUatLoki("uat-loki"));
        var later = builder.AddContainer("later", "image");
        await using var app = builder.Build();

        await app.Services.GetRequiredService<IDistributedApplicationEventing>().PublishAsync(
            new BeforeStartEvent(app.Services, app.Services.GetRequiredService<DistributedApplicationModel>()));

        // The package and its shim keep arguments in different forms.
        Assert.Contains(later.Resource.Annotations, found => found.GetType().Name == "ContainerRuntimeArgsCallbackAnnotation");
        Assert.Equal(
            ["--label=familycart.topology=mine", "--log-driver=json-file", "--log-opt=labels=familycart.topology", "--log-opt=max-size=10m", "--log-opt=max-file=3"],
            LabelledLogs.Arguments("mine"));
        var shipper = await TopologyFixture.EnvironmentOfAsync(builder.Resources.Single(resource => resource.Name == "uat-log-shipper"));
        Assert.Equal(builder.Topology().Name, shipper["TOPOLOGY"]);
    }

    [Fact]
    public async Task Published_Grafana_TakesItsAddressFromWhoeverPublishes()
    {
        var builder = _run.Builder("--operation=publish");
        var grafana = builder.AddUatGrafana("uat-grafana", null, null, null)!;

        var environment = await TopologyFixture.EnvironmentOfAsync(grafana.Resource);
        Assert.Equal("{public-address.value}/grafana/", Assert.IsType<ReferenceExpression>(environment["GF_SERVER_ROOT_URL"]).ValueExpression);
    }

    private IReadOnlyList<IResource> Build(params string[] more)
    {
        using var engine = FakePrograms.Engine();
        return AppHostModel.Build(topology.Arguments("containers", more));
    }
}
