using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Projects;

namespace Aspire.Hosting.Tests.Model;

public sealed class ModelTests
{
    [Theory]
    [InlineData("1st")]
    [InlineData("two words")]
    [InlineData("ends-")]
    [InlineData("a--b")]
    [InlineData("päron")]
    public void Resource_InvalidName_IsRefused(string name)
        => Assert.Throws<ArgumentException>(() => new ExecutableResource(name, "true", "."));

    [Fact]
    public void Resource_NameOf65Characters_IsRefused()
        => Assert.Throws<ArgumentException>(() => new ExecutableResource(new string('a', 65), "true", "."));

    [Fact]
    public void AddResource_NameTakenInOtherCase_IsRefused()
    {
        var builder = Orchestrator.CreateBuilder();
        builder.AddExecutable("server", "true", ".");

        var fault = Assert.Throws<DistributedApplicationException>(() => builder.AddExecutable("SERVER", "true", "."));

        Assert.Contains("already exists", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithEndpoint_NameTaken_IsRefused_ButHttpEndpointsMerge()
    {
        var resource = Orchestrator.CreateBuilder().AddExecutable("server", "true", ".");
        resource.WithHttpEndpoint(port: 8000, name: "web").WithHttpEndpoint(targetPort: 8001, name: "web");

        var endpoint = Assert.Single(resource.Resource.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal((8000, 8001), (endpoint.Port, endpoint.TargetPort));
        Assert.Throws<DistributedApplicationException>(() => resource.WithEndpoint(name: "web"));
    }

    [Fact]
    public void EndpointAnnotation_WithoutProxy_HasOnePort()
    {
        var endpoint = new EndpointAnnotation(System.Net.Sockets.ProtocolType.Tcp, port: 5432, isProxied: false);

        Assert.Equal(5432, endpoint.TargetPort);
    }

    [Fact]
    public async Task EndpointReference_BeforeAllocation_WaitsForIt()
    {
        var resource = Orchestrator.CreateBuilder().AddExecutable("server", "true", ".").WithHttpEndpoint(name: "web");
        var reference = resource.GetEndpoint("web");
        var url = reference.GetValueAsync();
        Assert.False(url.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => reference.Url);

        reference.EndpointAnnotation.AllocatedEndpoint = new AllocatedEndpoint(reference.EndpointAnnotation, "localhost", 4711);

        Assert.Equal("http://localhost:4711", await url);
    }

    [Fact]
    public void WaitFor_Itself_IsRefused()
    {
        var resource = Orchestrator.CreateBuilder().AddExecutable("server", "true", ".");

        Assert.Throws<DistributedApplicationException>(() => resource.WaitFor(resource));
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("--a b", new[] { "--a", "b" })]
    [InlineData("--from profile \"two words\"", new[] { "--from", "profile", "two words" })]
    [InlineData("\"\" x\\\"y", new[] { "", "x\"y" })]
    public void CommandLine_Split_KeepsQuotedTogether(string line, string[] expected)
        => Assert.Equal(expected, CommandLine.Split(line));
}
