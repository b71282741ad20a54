namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Values as a compose file writes them: what is known as text, the rest left open.</summary>
internal sealed class ComposeValue(DockerComposeEnvironmentResource environment, DistributedApplicationExecutionContext executionContext)
{
    /// <returns>A text, or the value itself where it is of no kind that can be written.</returns>
    public async ValueTask<object> OfAsync(object value, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        EndpointReference endpoint => Of(endpoint.Property(EndpointProperty.Url)),
        EndpointReferenceExpression property => Of(property),
        ParameterResource parameter => environment.Capture(parameter),
        ConnectionStringReference reference => await OfAsync(reference.Resource, cancellationToken).ConfigureAwait(false),
        IResourceWithConnectionString source => await OfAsync(source.ConnectionStringExpression, cancellationToken).ConfigureAwait(false),
        ReferenceExpression expression => await OfAsync(expression, cancellationToken).ConfigureAwait(false),
        IManifestExpressionProvider other => environment.Capture(
            other.ValueExpression.Trim('{', '}').Replace('.', '_'), $"Unknown reference {other.ValueExpression}", other),
        _ => value
    };

    /// <summary>A choice is made now, by the value that its condition has while publishing.</summary>
    private async ValueTask<object> OfAsync(ReferenceExpression expression, CancellationToken cancellationToken)
    {
        if (expression.IsConditional)
        {
            var context = new ValueProviderContext { ExecutionContext = executionContext };
            return await OfAsync(await expression.ChooseAsync(context, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        var holes = new List<object>();
        foreach (var provider in expression.ValueProviders)
        {
            holes.Add(await OfAsync(provider, cancellationToken).ConfigureAwait(false));
        }

        return string.Format(CultureInfo.InvariantCulture, expression.Format, [.. holes]);
    }

    private string Of(EndpointReferenceExpression property)
    {
        var (name, host) = (property.Endpoint.EndpointName, property.Endpoint.Resource.Name);
        var service = environment.Services.GetValueOrDefault(host)
            ?? throw new InvalidOperationException($"The resource '{host}' is not published to the environment '{environment.Name}', so its endpoint '{name}' has no address there.");
        var endpoint = service.Endpoints.FirstOrDefault(e => string.Equals(e.Endpoint.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"The endpoint '{name}' is not defined for the resource '{host}'.");
        var (scheme, port) = (endpoint.Endpoint.UriScheme, service.PortOf(endpoint));
        return property.Property switch
        {
            EndpointProperty.Url => $"{scheme}://{host}:{port}",
            EndpointProperty.Host or EndpointProperty.IPV4Host => host,
            EndpointProperty.Port or EndpointProperty.TargetPort => port,
            EndpointProperty.HostAndPort => $"{host}:{port}",
            EndpointProperty.Scheme => scheme,
            _ => throw new NotSupportedException()
        };
    }
}
