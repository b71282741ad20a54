namespace FamilyCart.Api.OpenApi;

internal static class RequestHeaderExtensions
{
    /// <summary>Tells the document of a header that the endpoint reads by itself; bound parameters need no telling.</summary>
    internal static TBuilder WithRequestHeader<TBuilder>(this TBuilder endpoints, RequestHeader header)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(header);
}
