namespace Aspire.Hosting.Docker;

/// <summary>The dashboard as a service beside the others.</summary>
public class DockerComposeAspireDashboardResource(string name) : ContainerResource(name)
{
    public EndpointReference PrimaryEndpoint => new(this, "http");

    public EndpointReference OtlpGrpcEndpoint => new(this, "otlp-grpc");
}
