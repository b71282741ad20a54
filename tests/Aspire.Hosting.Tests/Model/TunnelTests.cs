using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

/// <summary>How a container gets the address of a process.</summary>
public sealed class TunnelTests
{
    private readonly IResourceBuilder<ExecutableResource> _server;
    private readonly EndpointAnnotation _endpoint;
    private readonly ValueProviderContext _forContainer;

    public TunnelTests()
    {
        var builder = Orchestrator.CreateBuilder();
        _server = builder.AddExecutable("server", "true", ".").WithHttpEndpoint(name: "web");
        _endpoint = _server.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        _endpoint.AllocatedEndpoint = new AllocatedEndpoint(_endpoint, "localhost", 8000);
        _forContainer = new ValueProviderContext { Caller = builder.AddContainer("box", "image").Resource };
    }

    [Theory]
    [InlineData(EndpointProperty.Url, "http://aspire.dev.internal:4711")]
    [InlineData(EndpointProperty.HostAndPort, "aspire.dev.internal:4711")]
    [InlineData(EndpointProperty.IPV4Host, "aspire.dev.internal")]
    [InlineData(EndpointProperty.TargetPort, "4711")]
    [InlineData(EndpointProperty.Scheme, "http")]
    public async Task GetValue_ForAContainerWithAnOpenTunnel_IsTheTunnelsEnd(EndpointProperty property, string expected)
    {
        _endpoint.OpenTunnel();
        var value = _server.GetEndpoint("web").Property(property).GetValueAsync(_forContainer);
        _endpoint.TunnelOpened("aspire.dev.internal", 4711);

        Assert.Equal(expected, await value);
    }

    [Fact]
    public async Task GetValue_ForAProcess_IsTheAddressOnThisMachine()
    {
        _endpoint.OpenTunnel();

        Assert.Equal("http://localhost:8000", await _server.GetEndpoint("web").GetValueAsync(new ValueProviderContext { Caller = _server.Resource }));
    }

    [Fact]
    public async Task GetValue_ForAContainerWhoseTunnelFailed_NamesContainerEndpointAndReason()
    {
        _endpoint.OpenTunnel();
        _endpoint.TunnelFailed("its image cannot be had");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(async () => await _server.GetEndpoint("web").GetValueAsync(_forContainer));

        Assert.Contains("'box'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'web' of 'server'", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("its image cannot be had", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetValue_ForAContainerThatNoTunnelWasAskedFor_IsRefused() =>
        await Assert.ThrowsAsync<DistributedApplicationException>(async () => await _server.GetEndpoint("web").GetValueAsync(_forContainer));
}
