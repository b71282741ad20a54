namespace FamilyCart.Api.Hosting;

internal static class EndpointFilterExtensions
{
    /// <summary>Adds a filter to every endpoint of the group, as <see cref="AddFilter{TFilter}(RouteHandlerBuilder)"/> does to one.</summary>
    public static RouteGroupBuilder AddFilter<TFilter>(this RouteGroupBuilder group)
        where TFilter : IEndpointFilter => group.AddEndpointFilterFactory(Factory<TFilter>);

    /// <summary>
    /// Adds a filter that is made once an endpoint, with services of the application. It does what <c>AddEndpointFilter</c> does without an
    /// expression compiled for each of them while the service starts.
    /// </summary>
    public static RouteHandlerBuilder AddFilter<TFilter>(this RouteHandlerBuilder endpoint)
        where TFilter : IEndpointFilter => endpoint.AddEndpointFilterFactory(Factory<TFilter>);

    private static EndpointFilterDelegate Factory<TFilter>(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
        where TFilter : IEndpointFilter
    {
        var filter = ActivatorUtilities.CreateInstance<TFilter>(context.ApplicationServices);
        return invocation => filter.InvokeAsync(invocation, next);
    }
}
