namespace Aspire.Hosting.ApplicationModel;

public enum EndpointProperty { Url, Host, IPV4Host, Port, Scheme, TargetPort, HostAndPort, TlsEnabled }

/// <summary>One property of an endpoint; its value waits until the endpoint is allocated.</summary>
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property) : IExpressionValue, IValueWithReferences
{
    public EndpointReference Endpoint { get; } = endpointReference;

    public EndpointProperty Property { get; } = property;

    public string ValueExpression => Property is EndpointProperty.HostAndPort
        ? $"{Named(nameof(EndpointProperty.Host))}:{Named(nameof(EndpointProperty.Port))}"
        : Named((Property is EndpointProperty.IPV4Host ? EndpointProperty.Host : Property).ToString());

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    private string Named(string property) => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{JsonNamingPolicy.CamelCase.ConvertName(property)}}}";

    /// <summary>Containers reach each other by name on their network, and processes through a tunnel; everything else takes the public address.</summary>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => context.Caller switch
    {
        { } caller when caller.IsContainer() && !Endpoint.Resource.IsContainer() => ThroughTunnelAsync(caller, cancellationToken),
        { } caller when caller.IsContainer() && Endpoint.EndpointAnnotation is { TargetPort: { } port } annotation => ValueTask.FromResult(
            Of(new AllocatedEndpoint(annotation, ContainerNetwork.HostOf(Endpoint.Resource), port, port.ToString(CultureInfo.InvariantCulture)))),
        _ => GetValueAsync(cancellationToken)
    };

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        => KnownBefore ?? Of(await Endpoint.EndpointAnnotation.Allocation.WaitAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>What does not depend on where the endpoint is.</summary>
    private string? KnownBefore => Property switch
    {
        EndpointProperty.Scheme => Endpoint.Scheme,
        EndpointProperty.TlsEnabled => Endpoint.IsHttps ? bool.TrueString : bool.FalseString,
        EndpointProperty.TargetPort => Endpoint.TargetPort?.ToString(CultureInfo.InvariantCulture),
        _ => null
    };

    private string? Of(AllocatedEndpoint allocated) => KnownBefore ?? Property switch
    {
        EndpointProperty.Url => allocated.UriString,
        EndpointProperty.Host => allocated.Address,
        EndpointProperty.IPV4Host => allocated.Address is "localhost" ? "127.0.0.1" : allocated.Address,
        EndpointProperty.Port => allocated.Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.HostAndPort => allocated.EndPointString,
        EndpointProperty.TargetPort => allocated.TargetPortExpression,
        _ => throw new InvalidOperationException($"The property '{Property}' is not supported.")
    };

    private async ValueTask<string?> ThroughTunnelAsync(IResource container, CancellationToken cancellationToken)
    {
        try
        {
            var tunnel = Endpoint.EndpointAnnotation.Tunnel ?? throw new DistributedApplicationException("The orchestrator was not asked for one.");
            return KnownBefore ?? Of(await tunnel.WaitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (DistributedApplicationException fault)
        {
            throw new DistributedApplicationException(
                $"The container '{container.Name}' needs the endpoint '{Endpoint.EndpointName}' of '{Endpoint.Resource.Name}', which runs on this machine outside of containers, and no tunnel leads there: {fault.Message}", fault);
        }
    }
}
